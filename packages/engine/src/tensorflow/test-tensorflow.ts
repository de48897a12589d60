import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
// Its import registers the gradients.
import '@tensorflow/tfjs-layers'
import { EngineError } from '../errors/engine-error'
import { registerTensorflowKernels } from './narrow-products'
import { importNativeTensorflow } from './native-tensorflow'
import { prepareTensorflow } from './prepare-tensorflow'

export { tf }

/** Makes native TensorFlow the backend; gives the reason where it is not here, for tests to be skipped with. */
export async function useTensorflow(): Promise<string | undefined> {
  try {
    await prepareTensorflow()
    await importNativeTensorflow()
  } catch (error) {
    if (!EngineError.isInstance(error)) throw error
    console.log(`skipped: ${error.message}`)
    return error.message
  }
  await tf.setBackend('tensorflow')
  registerTensorflowKernels()
  return undefined
}
