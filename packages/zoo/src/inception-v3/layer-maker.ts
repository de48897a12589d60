import { initializers, type layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'

type Layer = layers.Layer

/** With what the layers start. */
export interface LayerMakerOptions {
  /** Leave kernels at zero, because weights are about to be loaded over them. */
  zeros: boolean
  /** Seed of the initial kernels. Default: drawn anew each time. */
  seed?: number | undefined
}

/**
 * Makes the layers of one model: counts the names as Keras does (`conv2d_1`, `conv2d_2`, ...), so that the layers
 * have the published names, and remembers what it made.
 */
export class LayerMaker {
  private readonly counts = new Map<string, number>()
  private readonly made: Layer[] = []
  private kernels = 0

  constructor(private readonly options: LayerMakerOptions) {}

  /** The next name of a kind: `activation` gives `activation_1`, then `activation_2`. */
  next(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1
    this.counts.set(kind, count)
    return `${kind}_${count}`
  }

  /** Keras's default for kernels; each kernel has a stream of its own when there is a seed. */
  kernelInitializer(): ReturnType<typeof initializers.glorotUniform> {
    const { seed } = this.options
    this.kernels += 1
    return initializers.glorotUniform(seed === undefined ? {} : { seed: seed + this.kernels })
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
