import { describe, expect, it } from 'vitest'
import type { Device } from './detect-device'
import type { Machine } from './machine'
import { type Way, waysFor } from './ways'

const machine = (name: string, glibc: string | undefined = '2.36'): Machine => {
  const [platform, architecture] = name.split('-') as [NodeJS.Platform, string]
  return { platform, architecture, glibc: platform === 'linux' ? glibc : undefined }
}
const musl: Machine = { ...machine('linux-x64'), glibc: undefined }

describe('waysFor', () => {
  it.each<[string, Machine, Device, Way | 'auto', Way[]]>([
    ['Linux', machine('linux-x64'), 'cpu', 'auto', ['official', 'wheel']],
    ['Linux with a GPU', machine('linux-x64'), 'gpu', 'auto', ['official', 'wheel']],
    ['Linux, asked for', machine('linux-x64'), 'cpu', 'wheel', ['wheel']],
    ['old Linux', machine('linux-x64', '2.17'), 'cpu', 'auto', ['official']],
    ['the oldest Linux of the wheels', machine('linux-x64', '2.27'), 'cpu', 'wheel', ['wheel']],
    ['Linux on ARM', machine('linux-arm64'), 'cpu', 'auto', ['official']],
    ['macOS', machine('darwin-arm64'), 'cpu', 'auto', ['official']],
    ['Windows with a GPU', machine('win32-x64'), 'gpu', 'auto', ['official']],
  ])('%s', (_, one, device, wanted, ways) => {
    expect(waysFor(one, device, wanted)).toEqual(ways)
  })

  it.each<[string, Machine, Device, Way | 'auto', RegExp]>([
    [
      'macOS, the wheel',
      machine('darwin-arm64'),
      'cpu',
      'wheel',
      /on linux-x64 only, not on darwin-arm64. Use --way official/,
    ],
    ['macOS with a GPU', machine('darwin-x64'), 'gpu', 'auto', /darwin-x64 with a GPU.*webgpu/],
    [
      'Windows on ARM',
      machine('win32-arm64'),
      'cpu',
      'auto',
      /only for linux-x64.*win32-x64.*default engine/,
    ],
    ['Alpine', musl, 'cpu', 'auto', /needs glibc.*musl/],
    ['old Linux, the wheel', machine('linux-x64', '2.9'), 'cpu', 'wheel', /glibc 2.27 or later; here is 2.9/],
  ])('says plainly what %s cannot do', (_, one, device, wanted, message) => {
    expect(() => waysFor(one, device, wanted)).toThrow(message)
    expect(() => waysFor(one, device, wanted)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_PLATFORM' }),
    )
  })
})
