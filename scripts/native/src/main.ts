import { GraftError } from '@graft-ml/core'
import { CommanderError } from 'commander'
import type { Context } from './context'
import { installNative } from './install-native'
import { type NativeOptions, nativeCommand } from './options'
import { removeNative } from './remove-native'

interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/** Builds or removes; gives the exit code: 0 done, 1 it failed, 2 wrong options. */
export async function main(
  argv: readonly string[],
  { stdout, stderr }: Streams = process,
  world: Partial<Context> = {},
): Promise<number> {
  const command = nativeCommand().configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
  })
  try {
    command.parse(argv, { from: 'user' })
    const options = command.opts<NativeOptions>()
    const lines = options.remove ? await remove(world) : await install(options, { stdout, stderr }, world)
    stdout.write(`${lines}\n`)
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    stderr.write(`Error: ${GraftError.isInstance(error) ? error.message : (error as Error).stack}\n`)
    return 1
  }
}

async function install(
  { remove: _, verbose, ...options }: NativeOptions,
  { stdout, stderr }: Streams,
  world: Partial<Context>,
): Promise<string> {
  const installed = await installNative({
    report: (line) => stdout.write(`${line}\n`),
    onOutput: verbose ? (text) => stderr.write(text) : undefined,
    ...world,
    ...options,
  })
  const { tensorflow, device, way, folder, found } = installed
  const state = found ? 'is in place' : 'is built and computes'
  return `TensorFlow ${tensorflow} (${device}, ${way}) ${state}: ${folder}
Use it with createEngine({ engine: 'tensorflow' }). Remove it with: npm run native -- --remove`
}

async function remove({ environment }: Partial<Context>): Promise<string> {
  const { folder, removed } = await removeNative(environment)
  return removed ? `Removed ${folder}` : `There is nothing to remove: ${folder}`
}
