import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { cacheFolder } from './cache-folder'

const home = homedir()

it.each([
  ['GRAFT_HOME wins', { GRAFT_HOME: '/data/graft', XDG_CACHE_HOME: '/x' }, 'linux', resolve('/data/graft')],
  ['a relative GRAFT_HOME is made absolute', { GRAFT_HOME: 'here' }, 'linux', resolve('here')],
  ['Linux', {}, 'linux', join(home, '.cache', 'graft')],
  ['Linux with XDG_CACHE_HOME', { XDG_CACHE_HOME: '/x/cache' }, 'linux', join('/x/cache', 'graft')],
  ['Linux with a relative XDG_CACHE_HOME', { XDG_CACHE_HOME: 'x' }, 'linux', join(home, '.cache', 'graft')],
  ['macOS', { XDG_CACHE_HOME: '/x' }, 'darwin', join(home, 'Library', 'Caches', 'graft')],
  ['Windows', { LOCALAPPDATA: 'C:\\Local' }, 'win32', join('C:\\Local', 'graft')],
  ['Windows without LOCALAPPDATA', {}, 'win32', join(home, 'AppData', 'Local', 'graft')],
] as const)('cacheFolder: %s', (_, environment, platform, expected) => {
  expect(cacheFolder(environment, platform)).toBe(expected)
})
