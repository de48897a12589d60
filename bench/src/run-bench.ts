import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchOptions, wantedSections } from './command/options'
import { preparePlan } from './input/prepare-plan'
import type { Setting } from './jobs/job'
import type { Result } from './jobs/result'
import { describeMachine } from './machine/machine'
import type { Measured } from './measures/row'
import { type PairedSection, SECTION_NAMES, type SectionName } from './measures/sections'
import { readEarlier } from './output/read-earlier'
import { type Report, reportOf, settingOf } from './output/report'
import { openPeers, type Peers } from './processes/peers'
import { runSections } from './run-sections'
import { runScaling, type ScalingRow } from './scaling/run-scaling'
import { type Variant, variants } from './scaling/variants'

export interface BenchSurroundings {
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  /** Told what there is after each section. */
  readonly onReport: (report: Report) => Promise<void>
}

/** @returns whether everything that was wanted could be measured */
export async function runBench(options: BenchOptions, surroundings: BenchSurroundings): Promise<boolean> {
  const { say, signal, onReport } = surroundings
  const machine = describeMachine()
  const plan = await preparePlan(options)
  const peers = openPeers(options.python, signal)
  const versions = await versionsOf(peers, plan.setting)
  const earlier = options.resume
    ? await readEarlier(options.json!, { machine, versions, setting: settingOf(plan) })
    : undefined
  const wanted = wantedSections(options).filter(
    (name) => name === 'scaling' || options.only?.includes(name) || !earlier?.dates[name],
  )
  const dates: Report['dates'] = { ...earlier?.dates }
  const shown = SECTION_NAMES.filter((name) => wanted.includes(name) || dates[name]).filter(isPaired)
  const kept = (earlier?.runs ?? []).filter(({ section }) => !wanted.includes(section))
  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-'))
  let measured: Measured = { plan, wanted: shown, runs: kept, notes: [] }
  const scaling: ScalingRow[] = [...(earlier?.scaling ?? [])]
  let whole = true
  const report = (section: SectionName) => {
    Object.assign(dates, { [section]: new Date().toISOString() })
    return onReport(reportOf({ dates, machine, versions, measured, scaling }))
  }
  try {
    const sections = { plan, wanted: wanted.filter(isPaired), peers, folder, say, signal }
    for await (const { section, runs, notes, failed } of runSections(sections)) {
      measured = { plan, wanted: shown, runs: [...kept, ...runs], notes }
      whole = !failed
      await report(section)
    }
    if (wanted.includes('scaling')) {
      // Line by line: what was interrupted goes on.
      const missing = variants(availableParallelism()).filter((one) => !scaling.some((row) => isOf(row, one)))
      for await (const row of runScaling({ plan, peers, folder, say }, missing)) {
        scaling.push(row)
        whole &&= row.note === undefined
        await report('scaling')
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return whole
}

function isOf(row: ScalingRow, { share, batchSize, imageSize, threads }: Variant): boolean {
  return (
    row.share === share &&
    row.batchSize === batchSize &&
    row.imageSize === imageSize &&
    row.threads === threads
  )
}

function isPaired(name: SectionName): name is PairedSection {
  return name !== 'scaling'
}

/** What is installed; asking also finds out at once whether both sides start at all. */
async function versionsOf({ graft, keras }: Peers, setting: Setting): Promise<Result['facts']> {
  const ours = await graft({ kind: 'about', ...setting })
  const theirs = await keras?.({ kind: 'about', ...setting })
  return { ...ours.facts, ...theirs?.facts }
}
