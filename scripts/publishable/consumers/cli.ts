import assert from 'node:assert/strict'
import { defineConfig } from '@graft-ml/cli/config'

export async function use(): Promise<void> {
  assert.deepEqual(defineConfig({ photos: './photos', imageSize: 299 }), {
    photos: './photos',
    imageSize: 299,
  })
}
