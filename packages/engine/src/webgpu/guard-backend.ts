import { EngineError } from '../errors/engine-error'
import type { WebgpuBackend } from './webgpu-program'

const marker = Symbol.for('graft.webgpu-guard')

/**
 * WebGPU reports errors aside and computes on: what was refused leaves zeros. A guarded backend fails the next read
 * instead, and destroys its device when it is disposed of. A second call changes nothing.
 *
 * Reads throw EngineError `DEVICE_FAILED`.
 */
export function guardBackend(backend: WebgpuBackend): void {
  if (marker in backend) return
  const { device } = backend
  const failures: EngineError[] = []
  let loss: EngineError | undefined
  device.addEventListener('uncapturederror', (event) => {
    // Without this, Dawn prints each error.
    event.preventDefault()
    failures.push(refused(event.error.message))
  })
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') loss = lost(message)
  })

  const read = backend.read.bind(backend)
  const readSync = backend.readSync.bind(backend)
  const dispose = backend.dispose.bind(backend)
  Object.assign(backend, {
    [marker]: true,
    async read(dataId: object) {
      const values = await read(dataId).catch((cause: unknown) => {
        throw loss ?? failures.shift() ?? cause
      })
      // The first of several is the cause of the others.
      const [failure] = failures.splice(0)
      if (loss ?? failure) throw loss ?? failure
      return values
    },
    readSync(dataId: object) {
      try {
        return readSync(dataId)
      } catch (cause) {
        throw cause instanceof ReferenceError ? noCanvas(cause) : cause
      }
    },
    dispose() {
      dispose()
      device.destroy()
    },
  })
}

/** tfjs reads synchronously by drawing the numbers. */
function noCanvas(cause: ReferenceError): EngineError {
  return new EngineError({
    code: 'DEVICE_FAILED',
    message:
      'tfjs reads from a GPU with dataSync() and arraySync() only where there is a canvas: not in Node.',
    hint: 'Use await tensor.data().',
    cause,
  })
}

function refused(message: string): EngineError {
  return new EngineError({
    code: 'DEVICE_FAILED',
    message: `The GPU refused an operation, so that its results are not valid: ${firstSentence(message)}`,
    hint: "Where a tensor is too large for it, take a smaller batch or head, or another engine; 'graft doctor' shows its limits.",
  })
}

function lost(message: string): EngineError {
  return new EngineError({
    code: 'DEVICE_FAILED',
    message: `The GPU was lost: its driver was reset, or it was taken away. ${firstSentence(message)}`.trim(),
    hint: 'What was on it is gone: start again in a new process, from the last checkpoint.',
  })
}

function firstSentence(message: string): string {
  return message.split('\n')[0]!.trim()
}
