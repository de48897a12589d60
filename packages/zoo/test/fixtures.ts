import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Keras computed, kept with the tests. */
export function fixtureJson<Content>(name: string): Content {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')) as Content
}

export function fixtureFloats(name: string): Float32Array {
  return floats(join(import.meta.dirname, 'fixtures', name))
}

const shared = join(import.meta.dirname, '../../../../shared')

/** Files too large for the repository; they lie beside it on some machines. */
export const trainedWeights: string = join(
  shared,
  'weights/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5',
)

/** For `skip(condition, reason)` of a test. */
export function withoutTrainedWeights(): [condition: boolean, reason: string] {
  return [!existsSync(trainedWeights), `there is no ${trainedWeights}`]
}

export function goldenJson<Content>(name: string): Content {
  return JSON.parse(readFileSync(join(shared, 'goldens', name), 'utf8')) as Content
}

export function goldenFloats(name: string): Float32Array {
  return floats(join(shared, 'goldens', name))
}

function floats(path: string): Float32Array {
  const bytes = readFileSync(path)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
