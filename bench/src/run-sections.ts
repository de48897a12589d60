import { join } from 'node:path'
import { BenchError } from './errors/bench-error'
import type { Job, TrunkFile } from './jobs/job'
import type { Result } from './jobs/result'
import type { Side } from './measures/measures'
import type { Plan } from './measures/plan'
import type { Measured, Note } from './measures/row'
import type { Run } from './measures/run'
import { type PairedSection, SECTIONS } from './measures/sections'
import { graftCommand } from './processes/command-of'
import { orderOf } from './processes/order'
import type { Peers } from './processes/peers'
import { runChild } from './processes/run-child'

export interface SectionsInput {
  readonly plan: Plan
  readonly wanted: readonly PairedSection[]
  readonly peers: Peers
  /** A folder to write into while measuring. */
  readonly folder: string
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** What there is after a section. */
export interface MeasuredSection extends Measured {
  readonly section: PairedSection
  /** Something could not be measured. */
  readonly failed: boolean
}

/** Measures section after section, and yields what there is after each. */
export async function* runSections(input: SectionsInput): AsyncGenerator<MeasuredSection> {
  const { plan, wanted } = input
  const runs: Run[] = []
  const notes: Note[] = []
  let failed = false
  for (const section of wanted) {
    try {
      await runSection(section, input, runs)
    } catch (error) {
      // The rest can still be measured.
      if (!(BenchError.isInstance(error) && error.code === 'CHILD_FAILED')) throw error
      notes.push({ section, text: `could not be measured: ${error.message}` })
      failed = true
    }
    yield { section, plan, wanted, runs, notes, failed }
  }
}

type Measurer = (job: Job) => Promise<Result>

/** Pair after pair of processes. */
async function runSection(section: PairedSection, input: SectionsInput, runs: Run[]): Promise<void> {
  const { plan, say } = input
  const { job: jobOf, leastPairs } = SECTIONS[section]
  const job = jobOf(plan)
  const measurers = await measurersOf(job, input)
  const sides = [...measurers.keys()]
  const pairs = plan.pairs ?? leastPairs
  for (let pair = 0; pair < pairs; pair++) {
    for (const side of orderOf(sides, pair)) {
      const result = await measurers.get(side)!(withSeed(job, plan.setting.seed + pair))
      runs.push({ section, side, pair, ...result })
      say(`${section} ${pair + 1}/${pairs}, ${side}: ${result.samples.wallSeconds[0].toFixed(1)} s`)
    }
  }
}

/** Each pair has a seed of its own, the same on both sides: what one order of the photos does is not measured again and again. */
function withSeed(job: Job, seed: number): Job {
  return { ...job, seed }
}

/** Who can measure a job: both sides, and for the trunk the bare graph too. */
async function measurersOf(job: Job, input: SectionsInput): Promise<Map<Side, Measurer>> {
  const { graft, keras } = input.peers
  const measurers = new Map<Side, Measurer>([['graft', graft]])
  if (keras) measurers.set('keras', keras)
  if (job.kind !== 'trunk') return measurers
  const trunk = await writeTrunk(input)
  measurers.set('onnxruntime', ({ seed }) =>
    runChild(graftCommand({ ...job, seed, kind: 'bare-trunk', trunk }), input.signal),
  )
  return measurers
}

/** The graph of Graft's trunk, in a file. */
async function writeTrunk({ plan, folder, signal }: SectionsInput): Promise<TrunkFile> {
  const file = join(folder, 'trunk.onnx')
  const { facts } = await runChild(graftCommand({ kind: 'write-trunk', ...plan.setting, file }), signal)
  return { file, input: String(facts.input) }
}
