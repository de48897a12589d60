import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context'
import { NativeError } from '../native-error'
import { complaint, runTool } from '../tools/run-tool'
import { SHARED_PACKAGES, sharedPackage } from './shared-tfjs'

/** The version of tfjs-node whose binding is built; Graft's tfjs must be of the same major version. */
export const TFJS_NODE_VERSION = '4.22.0'

/** Node's C headers for native modules: the few files that the binding needs, whatever Node runs. */
const HEADERS = { 'node-api-headers': '^1.9.0' }

export type TfjsNode = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu'

/**
 * Installs tfjs-node without its binding into an empty folder, with npm and without any install script.
 *
 * tfjs itself stays out of it: tfjs-node is given the one of the program that loads it.
 *
 * @throws NativeError `MISSING_TOOL` without npm, `INSTALL_FAILED`
 */
export async function installTfjsNode(context: Context, folder: string, name: TfjsNode): Promise<void> {
  const local: Record<string, string> = {}
  for (const shared of SHARED_PACKAGES) {
    const place = `shared/${shared.replace('@tensorflow/', '')}`
    await writeFiles(join(folder, place), sharedPackage(shared, TFJS_NODE_VERSION))
    local[shared] = `file:./${place}`
  }
  const manifest = {
    private: true,
    dependencies: { ...local, ...HEADERS, [name]: TFJS_NODE_VERSION },
    overrides: Object.fromEntries(SHARED_PACKAGES.map((shared) => [shared, `$${shared}`])),
  }
  await writeFiles(folder, { 'package.json': `${JSON.stringify(manifest, null, 2)}\n` })
  const args = ['install', '--ignore-scripts', '--omit=dev', '--install-links', '--no-audit', '--no-fund']
  const { outcome, output } = await runTool(context, 'npm', args, { folder })
  if (outcome === 'done') return
  if (outcome === 'missing') throw noNpm()
  throw new NativeError({
    code: 'INSTALL_FAILED',
    message: `npm could not install ${name} ${TFJS_NODE_VERSION}: ${complaint(output)}.`,
    hint: 'Look whether npm reaches its registry: npm ping.',
  })
}

/** Where tfjs-node looks for its binding, for version 8 of Node's interface, relative to the folder. */
export function bindingPath(name: TfjsNode): string {
  return join('node_modules', name, 'lib', 'napi-v8', 'tfjs_binding.node')
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

function noNpm(): NativeError {
  return new NativeError({
    code: 'MISSING_TOOL',
    message: 'npm is needed to install tfjs-node, and is not on the PATH.',
    hint: 'Install Node.js with npm.',
  })
}
