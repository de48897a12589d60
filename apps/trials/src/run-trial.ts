import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { graft } from './graft'
import type { PhotoFolders } from './photo-folders'
import { PLAIN, type Trial } from './trial'

/** What a trial gave with one seed. */
export interface Sample {
  readonly trial: string
  readonly seed: number
  /** Of the photos to validate on, the share that is right. */
  readonly accuracy: number
  /** Of the whole command, with start and report. */
  readonly seconds: number
}

export interface RunTrialOptions {
  readonly folders: PhotoFolders
  readonly weights: string
  /** Where runs go. */
  readonly runs: string
  readonly seed: number
  /** Of every training: how many epochs each phase has, and what else all share. */
  readonly common: readonly string[]
}

const trained = z.object({ scores: z.object({ accuracy: z.number() }) })
const judged = z.object({ accuracy: z.number() })
const found = z.object({ suggestion: z.number() })

/** Runs a trial with one seed. The model that views are tried with is the plain recipe's. */
export async function runTrial(trial: Trial, options: RunTrialOptions): Promise<Sample> {
  const { name, views } = trial
  const { seed } = options
  const result = views === undefined ? await train(trial, options) : await judge(views, options)
  return { trial: name, seed, ...result }
}

async function train(trial: Trial, { folders, weights, runs, seed, common }: RunTrialOptions) {
  const photos = trial.lopsided ? folders.lopsided : folders.even
  const argv = [photos, '--weights', weights, '--seed', `${seed}`, ...common, ...trial.options]
  const rate = trial.findsRate ? await findRate(argv, runs) : { options: [], seconds: 0 }
  const { document, seconds } = await graft([
    ...['train', ...argv, ...rate.options],
    ...['--out', runOf(runs, trial.name, seed), '--quiet'],
  ])
  return { accuracy: trained.parse(document).scores.accuracy, seconds: rate.seconds + seconds }
}

async function findRate(argv: readonly string[], runs: string) {
  const out = ['--out', join(runs, 'rate.svg'), '--quiet']
  const { document, seconds } = await graft(['find-rate', ...argv, ...out])
  return { options: ['--learning-rate', found.parse(document).suggestion.toPrecision(2)], seconds }
}

async function judge(views: number, options: RunTrialOptions) {
  const { runs, seed } = options
  const run = runOf(runs, PLAIN, seed)
  // After an interruption its sample may be there and the model gone.
  if (!existsSync(run)) await train({ name: PLAIN, options: [] }, options)
  const model = ['--model', run]
  const { document, seconds } = await graft(['evaluate', ...model, '--views', `${views}`])
  return { accuracy: judged.parse(document).accuracy, seconds }
}

function runOf(runs: string, trial: string, seed: number): string {
  return join(runs, `${trial.replace(/\W+/g, '-')}-${seed}`)
}
