/** The thread that a trunk runs on. Not meant to be imported. */
import { parentPort, workerData } from 'node:worker_threads'
import { createOnnxRunner, reasonOf } from './trunk/onnx/onnx-runner'
import type { TrunkReply, TrunkRequest, TrunkWorkerData } from './trunk/onnx/worker-messages'

const port = parentPort!

function reply(message: TrunkReply, transferred: ArrayBuffer[] = []): void {
  port.postMessage(message, transferred)
}

async function serve(): Promise<void> {
  const runner = await createOnnxRunner(workerData as TrunkWorkerData)
  port.on('message', async ({ id, images }: TrunkRequest) => {
    try {
      const features = await runner.run(images)
      reply(
        { kind: 'features', id, features },
        features.map(({ data }) => data.buffer as ArrayBuffer),
      )
    } catch (error) {
      reply({ kind: 'failed', id, reason: reasonOf(error) })
    }
  })
  reply({ kind: 'ready' })
}

serve().catch((error) => reply({ kind: 'refused', reason: reasonOf(error) }))
