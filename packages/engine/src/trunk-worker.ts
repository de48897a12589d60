/** The thread that a trunk runs on. Not meant to be imported. */
import { platform, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { NdArray } from '@graft-ml/core'
import { createOnnxRunner, type OnnxRunner } from './trunk/onnx/onnx-runner'
import type { TrunkReply, TrunkRequest, TrunkTask } from './trunk/onnx/worker-messages'

/** Of Linux's 0 to 19: a third of the time of a thread at 0 where both want the same core. */
const GIVES_WAY = 5

const port = parentPort!
// A step that waits for a core keeps everything waiting, a trunk that is ahead nobody. On other systems than Linux the
// priority would be the whole process's.
if (platform() === 'linux') setPriority(0, GIVES_WAY)

let runner: OnnxRunner | undefined

async function perform(task: TrunkTask): Promise<NdArray[]> {
  switch (task.kind) {
    case 'open':
      runner = await createOnnxRunner(task.session)
      return []
    case 'run':
      if (!runner) throw new Error('no session is open')
      return runner.run(task.images)
    case 'close':
      await runner?.release()
      runner = undefined
      return []
  }
}

async function answer({ id, ...task }: TrunkRequest): Promise<void> {
  const returned = memoryOf(task)
  try {
    const features = await perform(task)
    reply({ id, returned, features }, [returned, ...features.map(({ data }) => data)])
  } catch (error) {
    reply({ id, returned, failure: error instanceof Error ? error.message : String(error) }, [returned])
  }
}

function memoryOf(task: TrunkTask): TrunkReply['returned'] {
  switch (task.kind) {
    case 'open':
      return task.session.bytes
    case 'run':
      return task.images.data
    case 'close':
      return undefined
  }
}

function reply(message: TrunkReply, moved: readonly (Float32Array | Uint8Array | undefined)[]): void {
  const buffers = moved.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []))
  port.postMessage(message, buffers)
}

// One after the other: parts of the next batch would only delay those of this one.
let done = Promise.resolve()
// A model comes by message, not by `workerData`, which would keep its bytes as long as the thread lives.
port.on('message', (request: TrunkRequest) => {
  done = done.then(() => answer(request))
})
