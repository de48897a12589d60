import { join } from 'node:path'
import { lastLines, tryCommand } from '../command'
import { writeManifest } from './consumer-files'

/** The versions that the packages promise to run on. */
const MAJORS = [20, 22, 24]

export interface NodeVersion {
  readonly version: string
  readonly path: string
}

export const thisNode: NodeVersion = { version: process.version, path: process.execPath }

export interface NoNode {
  readonly major: number
  readonly reason: string
}

/** Each promised Node: this one, or one of the npm package `node`, which brings the program itself. */
export function nodeVersions(folder: string): Promise<(NodeVersion | NoNode)[]> {
  return Promise.all(MAJORS.map((major) => nodeVersion(major, join(folder, String(major)))))
}

async function nodeVersion(major: number, folder: string): Promise<NodeVersion | NoNode> {
  if (thisNode.version.startsWith(`v${major}.`)) return thisNode
  await writeManifest(folder, { dependencies: { node: String(major) } })
  const options = { cwd: folder, limit: 120 }
  const { code, stdout, stderr } = await tryCommand(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund'],
    options,
  )
  if (code !== 0)
    return {
      major,
      reason: `npm install node@${major} ended with ${code}: ${lastLines(stderr || stdout, 3)}`,
    }
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(folder, 'node_modules/node/bin', program)
  const version = (await tryCommand(path, ['--version'], options)).stdout.trim()
  if (!version.startsWith(`v${major}.`))
    return { major, reason: `npm install node@${major} brought '${version}'` }
  return { version, path }
}
