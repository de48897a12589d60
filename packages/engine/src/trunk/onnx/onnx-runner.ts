import type { NdArray } from '@graft-ml/core'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import { openSession } from '../../onnx/open-session'
import { partsOf, rowsOf, withRoom } from './parts'
import type { TrunkSession } from './worker-messages'

/** A trunk's session on the thread that calls it, which it blocks while it runs. */
export interface OnnxRunner {
  run(images: NdArray): Promise<NdArray[]>
  release(): Promise<void>
}

export async function createOnnxRunner(trunk: TrunkSession): Promise<OnnxRunner> {
  const { bytes, input, outputs, threads, picturesAtOnce } = trunk
  const { Tensor } = await loadOnnxRuntime()
  const session = await openSession(bytes, threads)
  const tensorOf = ({ data, shape }: NdArray) => new Tensor('float32', data, shape)
  return {
    run: async (images) => {
      const [first, ...others] = partsOf(images, picturesAtOnce)
      const results = await session.run({ [input]: tensorOf(first) })
      // Where images may have any size, only now is it known how large the features are.
      const features = outputs.map((name) => {
        const { data, dims } = results[name]
        return withRoom({ data: data as Float32Array, shape: dims }, images.shape[0])
      })
      let row = first.shape[0]
      for (const part of others) {
        const [count] = part.shape
        const into = outputs.map((name, place) => [name, tensorOf(rowsOf(features[place], row, count))])
        await session.run({ [input]: tensorOf(part) }, Object.fromEntries(into))
        row += count
      }
      return features
    },
    release: () => session.release(),
  }
}
