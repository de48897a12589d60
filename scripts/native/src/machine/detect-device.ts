import type { Context } from '../context'
import { runTool } from '../tools/run-tool'

/** What TensorFlow computes on. */
export const DEVICES = ['cpu', 'gpu'] as const
export type Device = (typeof DEVICES)[number]

/** `gpu` where the driver of an NVIDIA GPU lists one. */
export async function detectDevice(context: Context): Promise<Device> {
  const { outcome, stdout } = await runTool(context, 'nvidia-smi', ['-L'], { seconds: 20 })
  return outcome === 'done' && /^GPU \d+:/m.test(stdout) ? 'gpu' : 'cpu'
}
