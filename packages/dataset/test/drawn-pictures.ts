import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Image } from '@graft-ml/core'
import { onTestFinished } from 'vitest'

/** The picture that fixtures/generate.py draws under the same number. */
export function drawn(height: number, width: number, number = 0): Image<Uint8Array> {
  const data = new Uint8Array(height * width * 3)
  let at = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) data[at++] = y * 7 + x * 13 + c * 29 + number * 37 + Math.floor((x * y) / 3)
    }
  }
  return { data, height, width, channels: 3 }
}

/** A picture as the bytes of a PPM file, which loses nothing. */
export function asPpm({ data, height, width }: Image<Uint8Array>): Buffer {
  return Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), data])
}

/** A new folder that goes away with the test, with these files in it. */
export async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-dataset-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    const parent = dirname(join(folder, name))
    if (!existsSync(parent)) await mkdir(parent, { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

/** A folder of drawn pictures, numbered in the order of their names here. */
export function folderOfDrawn(names: readonly string[], height = 12, width = 10): Promise<string> {
  return folderOf(
    Object.fromEntries(names.map((name, number) => [name, asPpm(drawn(height, width, number))])),
  )
}
