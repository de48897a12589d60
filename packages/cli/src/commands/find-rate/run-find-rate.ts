import { extname, relative, resolve } from 'node:path'
import { InvalidArgumentError } from '@graft-ml/core'
import { writeFileAtomically } from '@graft-ml/core/files'
import { findLearningRate, type LearningRateRange, unfreezeAfter } from '@graft-ml/recipes'
import { createProgress, type ProgressDisplay } from '@graft-ml/report'
import { svgToPng } from '@graft-ml/report/node'
import { learningRateRangePlot } from '@graft-ml/report/plots'
import type { TrainingOptions } from '../../config/add-train-options'
import { withEngine } from '../../engine/with-engine'
import { mixPhotos } from '../../photos/mix-photos'
import type { RunConfig } from '../../run/run-config'
import type { Surroundings } from '../../surroundings'
import { INTERRUPTED, withInterruption } from '../../terminal/interruption'
import { withNotice } from '../../terminal/notice'
import { jsonDocument } from '../../text/json-document'
import { decideRun } from '../../training/decide-run'
import { extractionOptions, fineTuneOptions } from '../../training/phase-options'
import { prepareTraining } from '../../training/prepare-training'
import type { Range } from './range'

export interface FindRateOptions extends TrainingOptions, Range {
  readonly phase: 'extraction' | 'fine-tuning'
  readonly out: string
  readonly json: boolean
  readonly quiet: boolean
}

/** Tries rates, draws the losses, says what it suggests, and gives the exit code. */
export async function runFindRate(
  photos: string | undefined,
  { preset, config, phase, out, json, quiet, from, to, trials, ...knobs }: FindRateOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<number> {
  const file = resolve(here, out)
  const write = writerOf(file)
  return await withInterruption(stderr, async (signal) => {
    const display = createProgress({ stream: stderr, quiet })
    const { onProgress, close } = display
    try {
      const run = await decideRun({ photos, preset, config, knobs }, { here, onProgress, signal })
      const found = await tryRates(run, { phase, range: { from, to, trials }, display, stderr, signal })
      if (signal.aborted) return INTERRUPTED
      await writeFileAtomically(file, await write(learningRateRangePlot(found)))
      const said = sentence(found.suggestion, phase, relative(here, file))
      stdout.write(json ? jsonDocument({ phase, file, ...found }) : said)
      return 0
    } finally {
      close()
    }
  })
}

interface Trying {
  readonly phase: FindRateOptions['phase']
  readonly range: Range
  readonly display: ProgressDisplay
  readonly stderr: Surroundings['stderr']
  readonly signal: AbortSignal
}

function tryRates(
  run: RunConfig,
  { phase, range, display, stderr, signal }: Trying,
): Promise<LearningRateRange> {
  const { from, to, trials: steps } = range
  return withEngine(run.train.engine, async ({ engine, pool }) => {
    const { built, photos } = await prepareTraining({ run, pool, display, signal })
    const { train: config, classes } = run
    const { keepNormalization } = config
    if (phase === 'fine-tuning') unfreezeAfter(built.trunk, config.unfreezeAfter, { keepNormalization })
    const parts = { config, classes, engine, signal, trainLabels: photos.train.labels }
    const optionsOf = phase === 'fine-tuning' ? fineTuneOptions : extractionOptions
    const options = optionsOf({ ...parts, photos: { ...photos, train: mixPhotos(photos.train, config) } })
    display.print(`${steps} steps at rates from ${from} to ${to}.`)
    let step = 0
    return await withNotice(stderr, 'Trying rates …', (update) =>
      findLearningRate(built.model, {
        ...{ ...options, from, to, steps },
        onTrial: ({ learningRate }) =>
          update(`Step ${++step} of ${steps}, at a rate of ${learningRate.toPrecision(2)}`),
      }),
    )
  })
}

function sentence(suggestion: number | undefined, phase: FindRateOptions['phase'], file: string): string {
  const option = phase === 'fine-tuning' ? '--fine-tune-learning-rate' : '--learning-rate'
  const found =
    suggestion === undefined
      ? 'The loss never falls: more steps, or photos that are easier to tell apart, may help.'
      : `The loss falls most steeply at ${suggestion.toPrecision(2)}: try ${option} ${suggestion.toPrecision(2)}.`
  return `${found}\nWrote ${file}.\n`
}

/** Decided before anything is trained. */
function writerOf(file: string): (svg: string) => string | Uint8Array | Promise<Uint8Array> {
  const kind = extname(file).toLowerCase()
  if (kind === '.svg') return (svg) => svg
  if (kind === '.png') return (svg) => svgToPng(svg)
  throw new InvalidArgumentError({
    argument: '--out',
    expected: 'a name that ends in .png or .svg',
    received: file,
  })
}
