import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context'
import type { Device } from '../machine/detect-device'
import { NativeError } from '../native-error'
import { complaint, runTool } from '../tools/run-tool'
import { cudaRequirements } from './cuda-requirements'

/** From 2.16 on TensorFlow's C interface is in the wheel's own libraries as it is now. */
const VERSIONS = '>=2.16,<3'
const PACKAGES: Readonly<Record<Device, string>> = { cpu: 'tensorflow-cpu', gpu: 'tensorflow' }

/**
 * Unpacks TensorFlow's wheel with pip, for a GPU with the CUDA libraries that it names. None of its Python
 * dependencies are needed, and nothing is installed into the Python.
 *
 * @returns TensorFlow's version
 * @throws NativeError `INSTALL_FAILED`
 */
export async function installWheel(
  context: Context,
  python: string,
  folder: string,
  device: Device,
): Promise<string> {
  await pipInstall(context, python, folder, ['--no-deps', `${PACKAGES[device]}${VERSIONS}`])
  const information = (await readdir(folder)).find((name) => /^tensorflow.*\.dist-info$/.test(name))
  if (information === undefined) throw notUnpacked(folder)
  const metadata = await readFile(join(folder, information, 'METADATA'), 'utf8')
  if (device === 'gpu') await pipInstall(context, python, folder, cudaRequirements(metadata))
  const version = /^Version: (.+)$/m.exec(metadata)?.[1]
  if (version === undefined) throw notUnpacked(folder)
  return version.trim()
}

async function pipInstall(
  context: Context,
  python: string,
  folder: string,
  what: readonly string[],
): Promise<void> {
  const args = ['-m', 'pip', 'install', '--target', folder, '--no-compile', '--only-binary=:all:']
  const { outcome, output } = await runTool(context, python, [
    ...args,
    '--disable-pip-version-check',
    ...what,
  ])
  if (outcome === 'done') return
  throw new NativeError({
    code: 'INSTALL_FAILED',
    message: `pip could not fetch ${what.at(-1)}: ${complaint(withoutRetries(output))}.`,
    hint: /no matching distribution/i.test(output)
      ? 'TensorFlow has wheels for some versions of Python only: name a Python 3.10 to 3.13 by --python PATH.'
      : 'Look whether pip reaches its index, or set its mirror with PIP_INDEX_URL.',
  })
}

/** pip tells each attempt; the last word says what went wrong. */
function withoutRetries(output: string): string {
  return output
    .split('\n')
    .filter((line) => !line.startsWith('WARNING:'))
    .join('\n')
}

function notUnpacked(folder: string): NativeError {
  return new NativeError({
    code: 'INSTALL_FAILED',
    message: `pip said that it unpacked TensorFlow into ${folder}, but its description is not there.`,
    hint: 'Update pip: python3 -m pip install --upgrade pip.',
  })
}
