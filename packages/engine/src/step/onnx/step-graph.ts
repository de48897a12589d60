import type { LayerVariable, layers } from '@tensorflow/tfjs-layers'
import type { ValueInfo } from '../../onnx/messages'
import type { OnnxGraph } from '../../onnx/model-bytes'
import { NodeWriter } from '../../onnx/node-writer'
import type { MaskingLayer } from './masking-layer'

/** A weight that the graph reads. */
export interface WeightPort {
  readonly weight: LayerVariable
  /** The input of the graph. */
  readonly name: string
}

/** The gradient of a weight, as an output of the graph. */
export interface GradientPort extends WeightPort {
  /** As the graph computes it: of the weight's size and order, not always of its rank. */
  readonly shape: readonly number[]
}

/**
 * The gradient of a big kernel in two factors, inputs^T outputGradients: the update multiplies them row by row,
 * so that the gradient never exists as a whole.
 */
export interface FactoredGradient {
  readonly weight: LayerVariable
  /** [N, rows of the kernel]: an output of the graph. */
  readonly inputs: string
  /** [N, columns of the kernel]: an output of the graph. */
  readonly outputGradients: string
}

/** A moving average with the batch's own value, an output of the graph. */
export interface AveragePort extends WeightPort {
  /** May be changed between steps. */
  readonly layer: MovingLayer
}

/** A layer that keeps moving averages. */
export type MovingLayer = layers.Layer & { readonly momentum: number }

/** A layer that draws a mask at each step. */
export interface MaskPort {
  readonly layer: MaskingLayer
  readonly name: string
  /** Without the batch. */
  readonly shape: readonly number[]
}

/** From how many weights on a gradient is left in two factors: 4 MB. */
const FACTORED_SIZE = 2 ** 20

/** Collects the nodes of a step and everything that goes in and out of it besides features and labels. */
export class StepGraph extends NodeWriter {
  readonly weights: WeightPort[] = []
  readonly gradients: GradientPort[] = []
  readonly factored: FactoredGradient[] = []
  readonly averages: AveragePort[] = []
  readonly masks: MaskPort[] = []
  private readonly inputs: ValueInfo[] = []
  private readonly outputs: ValueInfo[] = []

  /** @param training whether layers behave as in training, and gradients go back through them */
  constructor(readonly training: boolean) {
    super()
  }

  input(name: string, shape: readonly (number | string)[]): string {
    this.inputs.push({ name, shape })
    return name
  }

  /** Makes a node an output. */
  output(name: string, node: string, shape: readonly (number | string)[]): string {
    this.nodes.push({ operator: 'Identity', inputs: [node], output: name })
    this.outputs.push({ name, shape })
    return name
  }

  /** A weight as an input of the graph: it stays where it is between steps. */
  weight(weight: LayerVariable): string {
    const known = this.weights.find((port) => port.weight === weight)
    if (known) return known.name
    const name = this.input(`weight${this.weights.length}`, weight.shape as number[])
    this.weights.push({ weight, name })
    return name
  }

  gradient(weight: LayerVariable, node: string, shape = weight.shape as readonly number[]): void {
    const name = this.output(`gradient${this.gradients.length}`, node, shape)
    this.gradients.push({ weight, name, shape })
  }

  /** The gradient of a dense kernel [rows, columns] as the product inputs^T outputGradients, both of N rows. */
  productGradient(weight: LayerVariable, inputs: string, outputGradients: string): void {
    const [rows, columns] = weight.shape as [number, number]
    if (rows * columns < FACTORED_SIZE) {
      const product = this.node('Gemm', [inputs, outputGradients], [{ name: 'transA', int: 1 }])
      this.gradient(weight, product, [rows, columns])
      return
    }
    const place = this.factored.length
    this.factored.push({
      weight,
      inputs: this.output(`factorInputs${place}`, inputs, ['N', rows]),
      outputGradients: this.output(`factorGradients${place}`, outputGradients, ['N', columns]),
    })
  }

  average(layer: MovingLayer, weight: LayerVariable, batchValue: string): void {
    const name = this.output(`average${this.averages.length}`, batchValue, weight.shape as readonly number[])
    this.averages.push({ layer, weight, name })
  }

  mask(layer: MaskingLayer, shape: readonly number[]): string {
    const name = this.input(`mask${this.masks.length}`, ['N', ...shape])
    this.masks.push({ layer, name, shape })
    return name
  }

  finish(): OnnxGraph {
    return { nodes: this.nodes, initializers: this.initializers, inputs: this.inputs, outputs: this.outputs }
  }
}
