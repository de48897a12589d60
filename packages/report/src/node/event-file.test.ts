import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EventFile } from './event-file'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-events-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** The data of each record of a file. */
async function recordsOf(path: string): Promise<Buffer[]> {
  const bytes = await readFile(path)
  const records: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at))
    records.push(bytes.subarray(at + 12, at + 12 + length))
    at += 12 + length + 4
  }
  return records
}

it('appends a record for each step, whole at any time', async () => {
  const events = await EventFile.open(join(folder, 'train'))
  expect(await readdir(join(folder, 'train'))).toEqual([
    expect.stringMatching(/^events\.out\.tfevents\.\d+\./),
  ])
  await events.add(0, [{ kind: 'scalar', tag: 'epoch_loss', value: 0.5 }])
  expect(await recordsOf(events.path)).toHaveLength(2)
  const bytes = Uint8Array.of(0x89, 0x50)
  await events.add(1, [
    { kind: 'image', tag: 'sheet', bytes, height: 1, width: 2 },
    { kind: 'histogram', tag: 'weights', values: [1, 2, 3] },
  ])
  await events.close()
  const [version, scalar, rest] = await recordsOf(events.path)
  expect(version!.toString()).toContain('brain.Event:2')
  expect(scalar!.toString()).toContain('epoch_loss')
  expect(rest!.includes(Buffer.from(bytes))).toBe(true)
  expect(rest!.toString()).toContain('weights')
})

it('never writes over another', async () => {
  const [first, second] = [await EventFile.open(folder), await EventFile.open(folder)]
  expect(first.path).not.toBe(second.path)
  await Promise.all([first.close(), second.close()])
})
