import { mkdir, readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder'
import { withLock } from './with-lock'

it('lets one in at a time and leaves no lock', async () => {
  const folder = await temporaryFolder()
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await sleep(20)
    inside -= 1
  }
  await Promise.all([1, 2, 3].map(() => withLock(join(folder, 'file'), work)))
  expect(most).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

it('releases the lock when the work fails', async () => {
  const path = join(await temporaryFolder(), 'file')
  const failing = withLock(path, async () => {
    throw new Error('failed')
  })
  await expect(failing).rejects.toThrow('failed')
  expect(await withLock(path, async () => 'in')).toBe('in')
})

it('takes over the lock of a process that was killed', async () => {
  const path = join(await temporaryFolder(), 'file')
  await mkdir(`${path}.lock`)
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(`${path}.lock`, longAgo, longAgo)
  expect(await withLock(path, async () => 'in')).toBe('in')
})

it('stops waiting on a signal', async () => {
  const path = join(await temporaryFolder(), 'file')
  await mkdir(`${path}.lock`)
  const signal = AbortSignal.timeout(50)
  await expect(withLock(path, async () => {}, { signal })).rejects.toMatchObject({ code: 'ABORTED' })
})

it('stops the work when another takes the lock over', async () => {
  const path = join(await temporaryFolder(), 'file')
  const work = withLock(
    path,
    async (signal) => {
      // As a process does that finds the lock stale.
      const now = new Date(Date.now() + 5000)
      await utimes(`${path}.lock`, now, now)
      await sleep(10_000, undefined, { signal }).catch(() => signal.throwIfAborted())
    },
    { stale: 2000 },
  )
  await expect(work).rejects.toMatchObject({ name: 'FileError', code: 'LOCK_LOST' })
})
