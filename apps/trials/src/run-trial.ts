import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mean } from 'd3-array'
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
  /** Mean cross-entropy of the photos to validate on, in nats. */
  readonly loss: number
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

const scores = z.object({ accuracy: z.number(), loss: z.number() })
const trained = z.object({ scores })
const validated = z.object({ folds: z.array(scores) })
const found = z.object({ suggestion: z.number() })

/** Runs a trial with one seed. The model that views are tried with is the plain recipe's. */
export async function runTrial(trial: Trial, options: RunTrialOptions): Promise<Sample> {
  return { trial: trial.name, seed: options.seed, ...(await measure(trial, options)) }
}

async function measure(trial: Trial, options: RunTrialOptions) {
  if (trial.views) return await judge(trial.views, options)
  if (trial.folds) return await crossValidate(trial.name, trial.folds, options)
  return await train(trial, options)
}

async function train(trial: Trial, options: RunTrialOptions) {
  const { folders, runs, seed } = options
  const photos = trial.lopsided ? folders.lopsided : folders.even
  const argv = [...trainingOf(photos, options), ...trial.options]
  const rate = trial.findsRate ? await findRate(argv, runs) : { options: [], seconds: 0 }
  const { document, seconds } = await graft([
    ...['train', ...argv, ...rate.options],
    ...['--out', runOf(runs, trial.name, seed), '--quiet'],
  ])
  return { ...trained.parse(document).scores, seconds: rate.seconds + seconds }
}

/** All folds have as many photos, so the mean over folds is the mean over photos. */
async function crossValidate(name: string, folds: number, options: RunTrialOptions) {
  const { document, seconds } = await graft([
    ...['cross-validate', ...trainingOf(options.folders.even, options), '--folds', `${folds}`],
    ...['--out', runOf(options.runs, name, options.seed), '--quiet'],
  ])
  const { folds: all } = validated.parse(document)
  const accuracy = mean(all, (fold) => fold.accuracy)!
  return { accuracy, loss: mean(all, (fold) => fold.loss)!, seconds }
}

function trainingOf(photos: string, { weights, seed, common }: RunTrialOptions): string[] {
  return [photos, '--weights', weights, '--seed', `${seed}`, ...common]
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
  return { ...scores.parse(document), seconds }
}

function runOf(runs: string, trial: string, seed: number): string {
  return join(runs, `${trial.replace(/\W+/g, '-')}-${seed}`)
}
