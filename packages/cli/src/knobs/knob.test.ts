import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { addKnobs } from './add-knobs'
import { choice, number, readOption, share, wholeNumber, yesOrNo } from './knob'

describe.each([
  ['wholeNumber', wholeNumber('--n <n>', '', [1, 10]), ['1', '10'], ['0', '11', '1.5', '', ' ', 'one']],
  ['number', number('--x <x>', '', { from: 0, below: 1 }), ['0', '0.99', '1e-5'], ['1', '-0.1', '', 'NaN']],
  ['share', share('--s <s>', ''), ['0.2'], ['0', '1', '']],
])('%s', (_, knob, valid, invalid) => {
  it.each(valid)("takes '%s'", (text) => expect(readOption(knob, text)).toBe(Number(text)))
  it.each(invalid)("refuses '%s'", (text) => expect(() => readOption(knob, text)).toThrow(/It must be a/))
})

describe('addKnobs', () => {
  const knobs = {
    size: wholeNumber('--size <n>', 'how large', [1, 10]),
    flip: yesOrNo('--flip', 'turn it', 'leave it'),
    mode: choice('--mode <name>', 'how', ['one', 'two']),
  }
  const parse = (argv: string[], defaults?: { size: number; flip: boolean; mode: 'one' | 'two' }) => {
    const command = new Command().exitOverride().configureOutput({ writeErr: () => {} })
    return addKnobs(command, knobs, { defaults }).parse(argv, { from: 'user' }).opts()
  }

  it('sees only what was given, where there are no defaults', () => {
    expect(parse([])).toEqual({})
    expect(parse(['--size', '3', '--no-flip'])).toEqual({ size: 3, flip: false })
    expect(parse(['--flip', '--mode', 'two'])).toEqual({ flip: true, mode: 'two' })
  })

  it('fills in defaults', () => {
    const defaults = { size: 1, flip: true, mode: 'one' } as const
    expect(parse([], defaults)).toEqual(defaults)
    expect(parse(['--no-flip'], defaults)).toEqual({ ...defaults, flip: false })
  })

  it('refuses what is not valid', () => {
    expect(() => parse(['--size', '11'])).toThrow(/from 1 to 10/)
    expect(() => parse(['--mode', 'three'])).toThrow(/one, two/)
  })

  it('shows in the help the answer that changes something', () => {
    const help = (shown: boolean) =>
      addKnobs(new Command(), knobs, { shownDefaults: { flip: shown } }).helpInformation()
    expect(help(true)).toMatch(/--no-flip +leave it/)
    expect(help(true)).not.toMatch(/ --flip/)
    expect(help(false)).toMatch(/--flip +turn it/)
  })
})
