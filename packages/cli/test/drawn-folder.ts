import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A new folder; whoever made it removes it. */
export async function makeFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-cli-'))
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

/** Writes a picture of 80x90 pixels, of a colour that its number stands for. */
export async function writePicture(path: string, number: number): Promise<void> {
  const data = Buffer.alloc(80 * 90 * 3, Buffer.from([number % 256, number >> 8, 7]))
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, Buffer.concat([Buffer.from('P6 80 90 255\n'), data]))
}
