import type { PythonRandom } from '@graft-ml/core'
import { drawSeed, glorotUniform } from '@graft-ml/keras'
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers'

type Layer = layers.Layer

/** With what the layers start. */
export interface LayerMakerOptions {
  /** Leave kernels at zero, because weights are about to be loaded over them. */
  zeros: boolean
  /** Where the seeds of the initial kernels are drawn from, one for each. Default: anew each time. */
  random?: PythonRandom | undefined
}

/**
 * Makes the layers of one model: counts the names as Keras does (`conv2d_1`, `conv2d_2`, ...), so that the layers
 * have the published names, and remembers what it made.
 */
export class LayerMaker {
  private readonly counts = new Map<string, number>()
  private readonly made: Layer[] = []

  constructor(private readonly options: LayerMakerOptions) {}

  /** The next name of a kind: `activation` gives `activation_1`, then `activation_2`. */
  next(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1
    this.counts.set(kind, count)
    return `${kind}_${count}`
  }

  /** Keras's default for kernels. */
  kernelInitializer(): ReturnType<typeof glorotUniform> {
    return glorotUniform({ seed: drawSeed(this.options.random) })
  }

  /** Puts a layer behind its inputs. */
  apply(layer: Layer, inputs: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
    layer.setFastWeightInitDuringBuild(this.options.zeros)
    const output = layer.apply(inputs) as SymbolicTensor
    this.made.push(layer)
    return output
  }

  /** Frees what was made, and nothing that the caller brought. */
  dispose(): void {
    for (const layer of this.made) layer.dispose()
  }
}
