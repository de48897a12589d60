import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchOptions, wantedSections } from './command/options'
import { preparePlan } from './input/prepare-plan'
import type { Setting } from './jobs/job'
import type { Result } from './jobs/result'
import { describeMachine } from './machine/machine'
import type { Measured } from './measures/row'
import type { PairedSection } from './measures/sections'
import { type Report, reportOf } from './output/report'
import { openPeers, type Peers } from './processes/peers'
import { runSections } from './run-sections'
import { runScaling, type ScalingRow } from './scaling/run-scaling'
import { variants } from './scaling/variants'

export interface BenchSurroundings {
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  /** Told what there is after each section. */
  readonly onReport: (report: Report) => Promise<void>
}

/** @returns whether everything that was wanted could be measured */
export async function runBench(
  options: BenchOptions,
  { say, signal, onReport }: BenchSurroundings,
): Promise<boolean> {
  const date = new Date()
  const machine = describeMachine()
  const plan = await preparePlan(options)
  const wanted = wantedSections(options)
  const paired = wanted.filter((name): name is PairedSection => name !== 'scaling')
  const peers = openPeers(options.python, signal)
  const versions = await versionsOf(peers, plan.setting)
  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-'))
  let measured: Measured = { plan, wanted: paired, runs: [], notes: [] }
  const scaling: ScalingRow[] = []
  let whole = true
  const report = () => onReport(reportOf({ date, machine, versions, measured, scaling }))
  try {
    for await (const { failed, ...soFar } of runSections({
      plan,
      wanted: paired,
      peers,
      folder,
      say,
      signal,
    })) {
      measured = soFar
      whole = !failed
      await report()
    }
    if (wanted.includes('scaling')) {
      const input = { plan, peers, folder, say }
      for await (const row of runScaling(input, variants(availableParallelism()))) {
        scaling.push(row)
        whole &&= row.note === undefined
        await report()
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return whole
}

/** What is installed; asking also finds out at once whether both sides start at all. */
async function versionsOf({ graft, keras }: Peers, setting: Setting): Promise<Result['facts']> {
  const ours = await graft({ kind: 'about', ...setting })
  const theirs = await keras?.({ kind: 'about', ...setting })
  return { ...ours.facts, ...theirs?.facts }
}
