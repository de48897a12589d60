import * as tf from '@tensorflow/tfjs-core'
import { createEngine } from './dist/index.js'

const engine = await createEngine({ engine: 'webgpu' })
console.log((await tf.tidy(() => tf.add(tf.fill([2000], 1), tf.scalar(1))).data())[0])
if (process.argv[2].includes('remove')) tf.removeBackend('webgpu')
if (process.argv[2].includes('gc')) globalThis.gc()
if (process.argv[2].includes('throw')) throw new Error('x')
if (process.argv[2].includes('exit')) process.exit(0)
for (let line = 0; line < 200; line++) console.log(line)
