import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type CommandOptions, runCommand } from './command'

/** Runs the pnpm that the repository names. */
export async function pnpm(
  args: readonly string[],
  cwd: string,
  env: CommandOptions['env'] = {},
): Promise<string> {
  const manifest = await readFile(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8')
  const { packageManager } = JSON.parse(manifest) as { packageManager: string }
  return runCommand('npx', ['-y', packageManager.split('+')[0]!, ...args], { cwd, env })
}
