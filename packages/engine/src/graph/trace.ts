import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers'
import { LayersModel } from '@tensorflow/tfjs-layers'
import { EngineError } from '../errors/engine-error'

/** A tensor of the graph before it has numbers; `shape[0]` is the batch, null where unknown. */
export interface Value {
  readonly id: number
  readonly shape: readonly (number | null)[]
}

/** One layer applied once. */
export interface LayerCall {
  readonly layer: layers.Layer
  readonly inputs: readonly Value[]
  readonly output: Value
}

/** A model as a plain list of layer calls, each after those it reads from. */
export interface Graph {
  readonly inputs: readonly Value[]
  readonly calls: readonly LayerCall[]
  readonly outputs: readonly Value[]
}

/**
 * Lists the layer calls of a model. Models used as layers are opened up, so that what is frozen inside
 * them counts too.
 *
 * @throws EngineError `UNSUPPORTED_MODEL` when a layer gives several outputs.
 */
export function traceModel(model: LayersModel): Graph {
  const tracer = new Tracer()
  const inputs = model.inputs.map((tensor) => tracer.newValue(tensor.shape))
  const outputs = tracer.traceContainer(model, inputs)
  return { inputs, calls: tracer.calls, outputs }
}

/** Values of one container's symbolic tensors by their id. */
type Scope = Map<number, Value>

class Tracer {
  readonly calls: LayerCall[] = []
  private nextId = 0

  newValue(shape: readonly (number | null)[]): Value {
    return { id: this.nextId++, shape }
  }

  traceContainer(container: LayersModel, inputs: readonly Value[]): Value[] {
    const scope: Scope = new Map(container.inputs.map((tensor, index) => [tensor.id, inputs[index]]))
    return container.outputs.map((tensor) => this.trace(tensor, scope))
  }

  private trace(tensor: SymbolicTensor, scope: Scope): Value {
    const known = scope.get(tensor.id)
    if (known) return known
    const layer = tensor.sourceLayer
    const inputs = tensor.inputs.map((input) => this.trace(input, scope))
    assertSingleOutput(tensor)
    const value =
      layer instanceof LayersModel
        ? this.traceContainer(layer, inputs)[0]
        : this.call(layer, inputs, tensor.shape)
    scope.set(tensor.id, value)
    return value
  }

  private call(layer: layers.Layer, inputs: readonly Value[], shape: readonly (number | null)[]): Value {
    const output = this.newValue(shape)
    this.calls.push({ layer, inputs, output })
    return output
  }
}

function assertSingleOutput(tensor: SymbolicTensor): void {
  // tfjs numbers the outputs of a layer only when there are several.
  if (tensor.outputTensorIndex === undefined) return
  throw new EngineError({
    code: 'UNSUPPORTED_MODEL',
    message: `Layer '${tensor.sourceLayer.name}' gives several outputs; each layer must give one.`,
  })
}
