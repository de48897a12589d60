import { access, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { tsc } from './typescript'

/** Writes the consumers as JavaScript, modules and CommonJS. Their types are checked where the packages are installed. */
export async function compileConsumers(project: string): Promise<void> {
  await tsc(['-p', 'tsconfig.node16.json', '--noCheck'], project)
  const sources = (await readdir(project)).filter((name) => name.endsWith('.mts'))
  for (const name of sources) {
    for (const end of ['.mjs', '.cjs']) await access(join(project, basename(name, '.mts') + end))
  }
}
