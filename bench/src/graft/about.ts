import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createEngine } from '@graft-ml/engine'
import { version_core } from '@tensorflow/tfjs-core'
import type { Setting } from '../jobs/job'
import type { Result } from '../jobs/result'

/** The versions that Graft's numbers depend on. */
export async function about({ engine }: Pick<Setting, 'engine'>): Promise<Result> {
  const { name } = await createEngine({ engine })
  const facts = { node: process.version, tfjs: version_core, onnxruntime: onnxRuntimeVersion(), engine: name }
  return { samples: {}, facts }
}

function onnxRuntimeVersion(): string {
  const manifest = createRequire(import.meta.url).resolve('onnxruntime-node/package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
