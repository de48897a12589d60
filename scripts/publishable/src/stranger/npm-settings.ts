import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '@graft-ml/core/files'
import { runCommand } from '../command'

/**
 * Settings with which npm and pnpm take packages of one scope from another registry, and publish them there; all else
 * stays as it is on this machine.
 *
 * @returns what to add to the environment of a command
 */
export async function npmSettings(
  folder: string,
  scope: string,
  registry: string,
): Promise<Record<string, string>> {
  const own = (await runCommand('npm', ['config', 'get', 'userconfig'], { cwd: folder })).trim()
  const before = existsSync(own) ? await readFile(own, 'utf8') : ''
  // Anybody may publish; npm wants a token nevertheless.
  const lines = [`${scope}:registry=${registry}`, `${registry.replace('http:', '')}:_authToken=anybody`]
  const path = join(folder, 'npmrc')
  await writeFileAtomically(path, `${before.trimEnd()}\n${lines.join('\n')}\n`)
  return { NPM_CONFIG_USERCONFIG: path }
}
