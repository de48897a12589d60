import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fromDirectory, saveImage } from '@graft-ml/dataset'
import { resizeImage } from '@graft-ml/dataset/resize'
import { inspect } from '@graft-ml/dataset/worker'

/** Draws the pictures that `graft inspect` looks at later. */
export async function use(folder: string): Promise<void> {
  const photos = join(folder, 'photos')
  const paths: string[] = []
  for (const [label, name] of ['cats', 'dogs'].entries()) {
    for (let level = 0; level < 4; level += 1) {
      const data = Uint8Array.from({ length: 300 }, (_, at) => (at * (4 * label + level + 3)) % 256)
      const path = join(photos, name, `${level}.png`)
      await saveImage(path, { data, height: 10, width: 10, channels: 3 }, { scale: false })
      paths.push(path)
    }
  }
  const images = await fromDirectory(photos, { targetSize: [8, 8], batchSize: 8, workers: 1 })
  const { images: pixels } = await images.batch(0)
  assert.deepEqual(pixels.shape, [8, 8, 8, 3])
  await images.close()

  const gray = { data: new Uint8Array(16).fill(7), height: 4, width: 4, channels: 1 } as const
  assert.deepEqual([...resizeImage(gray, { targetSize: [2, 2] }).data], [7, 7, 7, 7])

  const [facts] = await inspect(paths)
  assert.ok(facts && 'format' in facts && facts.format === 'png')
}
