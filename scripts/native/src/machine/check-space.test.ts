import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { checkSpace } from './check-space'

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  statfs: async () => ({ bavail: 1_000_000, bsize: 4096 }),
}))

it('wants room for the wheels, more of it for a GPU', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-native-'))
  await checkSpace(folder, 'cpu')
  await expect(checkSpace(folder, 'gpu')).rejects.toMatchObject({
    code: 'NO_SPACE',
    message: `Building TensorFlow's binding for a GPU takes 9.0 GB in ${folder}; 4.1 GB are free. Make room, or set GRAFT_HOME to a folder on another disk.`,
  })
  await rm(folder, { recursive: true })
})
