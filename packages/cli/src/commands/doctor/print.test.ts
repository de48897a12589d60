import { homedir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { Diagnosis, EngineDiagnosis } from '@graft-ml/engine/diagnose'
import { describe, expect, it } from 'vitest'
import { painterOf } from '../../terminal/paint'
import { printDiagnosis } from './print-diagnosis'
import { printMachine } from './print-machine'
import type { Report } from './report'

const plain = { paint: painterOf(new Writable()), width: Infinity }
const terminal = Object.assign(new Writable(), { isTTY: true, getColorDepth: () => 8 })

describe('printMachine', () => {
  const report: Pick<Report, 'machine' | 'engine' | 'cache'> = {
    machine: {
      processor: 'Intel Xeon',
      cores: { physical: 8, logical: 16, usable: 4 },
      simd: 'AVX2',
      memory: { totalBytes: 64e9, freeBytes: 10e9, limitBytes: 4e9 },
      system: { platform: 'linux', architecture: 'x64', release: '6.1', name: 'Debian 12' },
      node: '20.19.0',
    },
    engine: { version: '1.2.3', folder: join(homedir(), 'app/node_modules/@graft-ml/engine') },
    cache: { folder: '/data/graft', setBy: 'GRAFT_HOME', files: 1, bytes: 5e6 },
  }

  it('says what there is, and what of it may be used', () => {
    const text = printMachine(report, plain)
    expect(text).toContain('Intel Xeon, 8 cores, 16 threads, 4 usable, AVX2\n')
    expect(text).toContain('64.0 GB, 10.0 GB free, limited to 4.0 GB\n')
    expect(text).toContain('Debian 12, linux x64, Node 20.19.0\n')
    expect(text).toContain('/data/graft: 5.0 MB in 1 file (set by GRAFT_HOME)\n')
    expect(text).toMatch(/@graft-ml\/engine 1\.2\.3 in (~\/|.*\\)app/)
  })

  it('leaves out what the system does not tell', () => {
    const { machine } = report
    const text = printMachine(
      {
        machine: {
          ...machine,
          cores: { logical: 1, usable: 1 },
          simd: undefined,
          memory: { totalBytes: 1e9, freeBytes: 5e8 },
        },
        engine: report.engine,
        cache: { folder: '/x', setBy: 'platform', files: 0, bytes: 0, problem: 'It is locked.' },
      },
      plain,
    )
    expect(text).toContain('Intel Xeon, 1 core\n')
    expect(text).toContain('1.0 GB, 500.0 MB free\n')
    expect(text).toContain('/x: It is locked. (GRAFT_HOME moves it)\n')
  })
})

describe('printDiagnosis', () => {
  const blank = { usable: false, reason: 'Because.', remedies: [], versions: {} }
  const gpu = { name: 'A GPU', vendor: '', architecture: '', software: false, largestTensorBytes: 2 ** 31 }
  const engines: EngineDiagnosis[] = [
    { ...blank, name: 'onnx', state: 'fast' },
    { ...blank, name: 'webgpu', state: 'slow', gpu },
    {
      ...blank,
      name: 'tensorflow',
      state: 'missing',
      remedies: [{ text: 'Install it', command: 'npm install it' }],
    },
    { ...blank, name: 'wasm', state: 'broken', remedies: [{ text: 'Take another.' }] },
  ]
  const diagnosis: Diagnosis = {
    engines,
    choice: {
      engine: 'onnx',
      reason: 'It takes onnx, for speed.',
      considered: [],
      remedies: [{ text: 'Be glad.' }],
    },
  }

  it('has a line for each engine, with what to do below it', () => {
    const lines = printDiagnosis(diagnosis, plain).split('\n')
    expect(lines.slice(2)).toEqual([
      '  ✓ onnx        fast     Because.',
      '  ○ webgpu      slow     Because.',
      '                         Its largest tensor may have 2.1 GB.',
      '',
      '  – tensorflow  missing  Because.',
      '      → Install it: npm install it',
      '',
      '  ✗ wasm        broken   Because.',
      '      → Take another.',
      '',
      'Choice',
      '',
      '  It takes onnx, for speed.',
      '      → Be glad.',
      '',
    ])
  })

  it('does not break a command', () => {
    const command = 'npm install webgpu @tensorflow/tfjs-backend-webgpu'
    const [onnx] = engines
    const text = printDiagnosis(
      { ...diagnosis, engines: [{ ...onnx!, remedies: [{ text: 'Install these two packages', command }] }] },
      { ...plain, width: 60 },
    )
    expect(text).toContain(`\n      → Install these two packages:\n        ${command}\n`)
  })

  it('has colours on a terminal only', () => {
    const coloured = printDiagnosis(diagnosis, { ...plain, paint: painterOf(terminal) })
    for (const code of [32, 33, 31, 36]) expect(coloured).toContain(`\u001b[${code}m`)
    expect(stripVTControlCharacters(coloured)).toBe(printDiagnosis(diagnosis, plain))
  })
})
