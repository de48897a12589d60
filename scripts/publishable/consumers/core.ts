import assert from 'node:assert/strict'
import { join } from 'node:path'
import { RandomState } from '@graft-ml/core'
import { hashFile, writeFileAtomically } from '@graft-ml/core/files'
import { physicalCores } from '@graft-ml/core/machine'

export async function use(folder: string): Promise<void> {
  assert.equal(new RandomState(42).random(), 0.3745401188473625)

  const file = join(folder, 'abc.txt')
  await writeFileAtomically(file, 'abc')
  assert.equal(await hashFile(file, 'md5'), '900150983cd24fb0d6963f7d28e17f72')

  // A system may not tell.
  assert.ok(((await physicalCores()) ?? 1) >= 1)
}
