import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createEngine } from '@graft-ml/engine'
import { diagnose, ENGINES } from '@graft-ml/engine/diagnose'
import { sgd } from '@graft-ml/keras'
import { layers, sequential } from '@tensorflow/tfjs-layers'

export async function use(): Promise<void> {
  await trainOneStep()
  assert.ok(ENGINES.includes('wasm'))
  await assert.rejects(diagnose({ seconds: -1 }), { code: 'INVALID_ARGUMENT' })

  // These two are started, not imported.
  const { resolve } = createRequire(join(process.cwd(), 'consumer.js'))
  const probe = fork(resolve('@graft-ml/engine/engine-probe'), ['cpu'])
  const kinds: string[] = []
  probe.on('message', (message: { kind: string }) => {
    kinds.push(message.kind)
    if (message.kind !== 'facts') probe.disconnect()
  })
  await once(probe, 'exit')
  assert.equal(kinds.at(-1), 'trained')

  const thread = new Worker(resolve('@graft-ml/engine/trunk-worker'))
  thread.postMessage({ id: 3, kind: 'close' })
  const [reply] = (await once(thread, 'message')) as [{ id: number; failure?: string }]
  assert.deepEqual([reply.id, reply.failure], [3, undefined])
  await thread.terminate()
}

async function trainOneStep(): Promise<void> {
  const engine = await createEngine({ engine: 'wasm' })
  assert.equal(engine.name, 'wasm')
  const model = sequential({
    layers: [
      layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 3], trainable: false }),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  const { trunk, step, dispose } = await engine.prepareTraining(model, {
    loss: 'binaryCrossentropy',
    optimizer: sgd({ learningRate: 0.1 }),
  })
  const features = await trunk.run({ data: new Float32Array(768).fill(0.5), shape: [4, 8, 8, 3] })
  const { loss } = await step.run(features, { data: Float32Array.of(0, 1, 0, 1), shape: [4, 1] })
  assert.ok(loss > 0 && loss < 10)
  await dispose()
}
