import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder'
import { replaceFolder } from './replace-folder'
import { writeFileAtomically } from './write-file-atomically'

describe('writeFileAtomically', () => {
  it('writes text and bytes, makes folders, replaces, and leaves nothing beside', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'a', 'b', 'history.json')
    await writeFileAtomically(path, 'one')
    await writeFileAtomically(path, new Uint8Array([116, 119, 111]))
    expect(await readFile(path, 'utf8')).toBe('two')
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['history.json'])
  })

  it('leaves what stands there when it cannot be replaced', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'model', 'inner'), { recursive: true })
    await expect(writeFileAtomically(join(folder, 'model'), 'text')).rejects.toMatchObject({
      name: 'FileError',
    })
    expect(await readdir(folder)).toEqual(['model'])
  })

  it('says READ_ONLY below a file', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    await expect(writeFileAtomically(join(folder, 'file', 'x'), 'text')).rejects.toMatchObject({
      name: 'FileError',
      code: 'READ_ONLY',
      path: join(folder, 'file', 'x'),
    })
  })
})

describe('replaceFolder', () => {
  it('fills a new folder with the usual permissions and returns what fill returns', async () => {
    const folder = await temporaryFolder()
    const made = await replaceFolder(join(folder, 'deep', 'model'), async (temporary) => {
      await writeFile(join(temporary, 'model.json'), '{}')
      return 7
    })
    expect(made).toBe(7)
    expect(await readdir(join(folder, 'deep'))).toEqual(['model'])
    expect((await stat(join(folder, 'deep', 'model'))).mode).toBe((await stat(join(folder, 'deep'))).mode)
  })

  it('replaces all of an old folder', async () => {
    const folder = await temporaryFolder()
    const target = join(folder, 'model')
    await replaceFolder(target, (temporary) => writeFile(join(temporary, 'old'), ''))
    await replaceFolder(target, (temporary) => writeFile(join(temporary, 'new'), ''))
    expect(await readdir(target)).toEqual(['new'])
    expect(await readdir(folder)).toEqual(['model'])
  })

  it('keeps the old folder and nothing else when filling fails', async () => {
    const folder = await temporaryFolder()
    const target = join(folder, 'model')
    await replaceFolder(target, (temporary) => writeFile(join(temporary, 'old'), ''))
    const failing = replaceFolder(target, async (temporary) => {
      await writeFile(join(temporary, 'half'), '')
      throw new Error('stopped')
    })
    await expect(failing).rejects.toThrow('stopped')
    expect(await readdir(target)).toEqual(['old'])
    expect(await readdir(folder)).toEqual(['model'])
  })

  it('puts the old folder back when the new one cannot take its name', async () => {
    const folder = await temporaryFolder()
    const target = join(folder, 'model')
    await replaceFolder(target, (temporary) => writeFile(join(temporary, 'old'), ''))
    const failing = replaceFolder(target, (temporary) => rm(temporary, { recursive: true }))
    await expect(failing).rejects.toMatchObject({ name: 'FileError' })
    expect(await readdir(target)).toEqual(['old'])
    expect(await readdir(folder)).toEqual(['model'])
  })

  it('does not blame the folder for what fill could not read', async () => {
    const folder = await temporaryFolder()
    const missing = replaceFolder(join(folder, 'model'), () => readFile(join(folder, 'missing')))
    await expect(missing).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.skipIf(!existsSync('/dev/full'))('says NO_SPACE when the disk is full', async () => {
    const target = join(await temporaryFolder(), 'model')
    const full = replaceFolder(target, async (temporary) => {
      await symlink('/dev/full', join(temporary, 'weights.bin'))
      await writeFile(join(temporary, 'weights.bin'), 'bytes')
    })
    await expect(full).rejects.toMatchObject({ name: 'FileError', code: 'NO_SPACE', path: target })
    expect(existsSync(target)).toBe(false)
  })
})
