import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RandomState } from '@graft-ml/core'

/** Level of red, green and blue of a class. */
export type Color = readonly [number, number, number]

export const COLORS: Readonly<Record<string, Color>> = {
  blue: [40, 60, 200],
  green: [50, 190, 60],
  red: [210, 50, 40],
}

/** A folder of three classes of noisy pictures, told apart by their colour. The same seed draws the same. */
export async function drawClasses(folder: string, count: number, seed = 1): Promise<void> {
  const random = new RandomState(seed)
  for (const [name, color] of Object.entries(COLORS)) {
    for (let number = 0; number < count; number++) {
      await writeNoise(join(folder, name, `${number}.ppm`), color, random)
    }
  }
}

async function writeNoise(path: string, color: Color, random: RandomState): Promise<void> {
  const pixels = Buffer.alloc(80 * 80 * 3)
  for (let at = 0; at < pixels.length; at++) {
    pixels[at] = Math.max(0, Math.min(255, color[at % 3]! + random.uniform(-40, 40)))
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, Buffer.concat([Buffer.from('P6 80 80 255\n'), pixels]))
}
