import { describe, expect, it } from 'vitest'
import { judgeLicence } from './judge-licence'

const rules = {
  allowed: ['MIT', 'Apache-2.0', 'BSD-3-Clause'],
  read: [
    { package: '@img/sharp-libvips-*', licence: 'LGPL-3.0-or-later', why: 'a shared library' },
    { package: 'h5wasm', licence: 'Unknown', why: 'read' },
  ],
}

describe('judgeLicence', () => {
  it.each([
    ['MIT', 'a', true],
    ['(MIT OR GPL-3.0)', 'a', true],
    ['Apache-2.0 AND BSD-3-Clause', 'a', true],
    ['MIT AND GPL-3.0-only', 'a', false],
    ['GPL-3.0-only', 'a', false],
    ['AGPL-3.0-or-later', 'a', false],
    ['Unknown', 'a', false],
    ['SEE LICENSE IN terms.txt', 'a', false],
    ['Unknown', 'h5wasm', true],
    ['GPL-3.0-only', 'h5wasm', false],
    ['LGPL-3.0-or-later', '@img/sharp-libvips-linux-x64', true],
    ['LGPL-3.0-or-later', '@img/sharp', false],
  ])('%s of %s: %s', (licence, name, allowed) => {
    expect(judgeLicence(licence, name, rules)).toBe(allowed)
  })
})
