import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BindingFacts, checkBinding } from '../check-binding'
import type { Context } from '../context'
import type { Device } from '../machine/detect-device'
import { NativeError } from '../native-error'
import { bindingPath, installTfjsNode, type TfjsNode } from '../project/npm-project'
import { complaint, runTool } from '../tools/run-tool'
import type { Built } from './built'

const PACKAGES: Readonly<Record<Device, TfjsNode>> = {
  cpu: '@tensorflow/tfjs-node',
  gpu: '@tensorflow/tfjs-node-gpu',
}

/**
 * tfjs-node's own installer, which downloads TensorFlow 2.9 and the binding.
 *
 * @throws NativeError `INSTALL_FAILED`, also where it takes longer than `seconds`; `DOES_NOT_LOAD`
 */
export async function buildOfficial(
  context: Context,
  folder: string,
  { device, seconds }: { readonly device: Device; readonly seconds: number },
): Promise<Built> {
  const name = PACKAGES[device]
  await installTfjsNode(context, folder, name)
  const args = ['rebuild', name, '--foreground-scripts', '--ignore-scripts=false']
  const { outcome, output } = await runTool(context, 'npm', args, { folder, seconds })
  if (outcome === 'timed out') {
    throw failed(`tfjs-node's installer was stopped after ${seconds} seconds.`)
  }
  const binding = bindingPath(name)
  if (outcome !== 'done' || !existsSync(join(folder, binding))) {
    throw failed(`tfjs-node's installer failed: ${complaint(output)}.`)
  }
  const facts = await checkBinding(context, join(folder, binding))
  if (device === 'gpu') assertGpu(facts)
  return { entry: join('node_modules', name), binding, ...facts }
}

function failed(message: string): NativeError {
  return new NativeError({
    code: 'INSTALL_FAILED',
    message,
    hint: 'Give it longer with --seconds, or build against the wheel with --way wheel.',
  })
}

function assertGpu({ gpu, tensorflow }: BindingFacts): void {
  if (gpu) return
  throw new NativeError({
    code: 'DOES_NOT_LOAD',
    message: `TensorFlow ${tensorflow} loads, but does not see the GPU: it needs CUDA 11 and cuDNN 8.`,
  })
}
