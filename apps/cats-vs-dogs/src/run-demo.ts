import { basename, relative } from 'node:path'
import type { Writable } from 'node:stream'
import type { ProgressEvent, StopReason, TrainingEvent } from '@graft-ml/core'
import { DecodePool } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { createProgress, History } from '@graft-ml/report'
import { type DemoOptions, EXIT } from './command/options'
import { exercise } from './exercise'
import { type Input, prepareInput } from './input/prepare-input'
import { environmentOf, peakMemoryMB } from './output/environment'
import { makeOutputFolder, writeRun } from './output/write-run'
import { untrainedWeights } from './sample/untrained-weights'

/** Fine-tuning of the embedded sample shows that it works; fifty epochs of it would teach nobody anything. */
const SAMPLE_FINE_TUNE_EPOCHS = 2
const EXERCISE_FINE_TUNE_EPOCHS = 50

export interface DemoStreams {
  readonly stdout: Writable & { isTTY?: boolean; columns?: number }
  readonly stderr: Writable & { isTTY?: boolean; columns?: number }
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

const EXIT_OF: Record<StopReason, number> = {
  completed: EXIT.ok,
  'stopped-by-callback': EXIT.ok,
  aborted: EXIT.interrupted,
  'not-a-number': EXIT.notANumber,
}

const CONTENTS: Readonly<Record<string, string>> = {
  'history.json': 'every number of every epoch, the configuration, the machine',
  'history.csv': 'the same numbers as a table',
  'accuracy.svg': 'training and validation accuracy',
  'loss.svg': 'training and validation loss',
  'model.json': 'the trained model in tfjs’s layers format',
  'predictions.csv': 'what the model says of each validation photo',
}

/** Fetches, trains and writes; gives the exit code. */
export async function runDemo(
  options: DemoOptions,
  { stdout, stderr, signal }: DemoStreams,
): Promise<number> {
  const { quiet, json, seed, batchSize, epochs, out } = options
  // Results go to stdout; with --json that is one document, and everything else goes to stderr.
  const stream = json ? stderr : stdout
  const progress = createProgress({ stream, quiet })
  const say = progress.print
  const pool = new DecodePool()
  try {
    // What cannot work is found out before anything is fetched.
    await makeOutputFolder(out)
    const engine = await createEngine({ engine: options.backend })
    const onProgress = (event: ProgressEvent) => {
      // What lies ready already needs no word.
      if (event.status !== 'ready' || !event.cached) progress.onProgress(event)
    }
    const input = await prepareInput({ ...options, say, onProgress, signal })
    const fineTuneEpochs =
      options.fineTuneEpochs ?? (input.isSample ? SAMPLE_FINE_TUNE_EPOCHS : EXERCISE_FINE_TUNE_EPOCHS)
    const history = new History({ config: configOf(options, fineTuneEpochs, input) })
    let trainedOn: string | undefined
    const onEvent = (event: TrainingEvent) => {
      if (event.type === 'phase-begin') trainedOn = event.engine
      history.record(event)
      progress.onTrainingEvent(event)
    }
    const { model, classes, reason } = await exercise({
      ...{ engine, pool, epochs, fineTuneEpochs, batchSize, seed, say, onEvent, signal },
      baseFolder: input.baseFolder,
      weights: input.weights ?? (await untrainedWeights({ baseFolder: input.baseFolder, pool, seed })),
      stepsPerEpoch: options.steps,
      validationSteps: options.validationSteps,
    })
    explainStop(reason, say)
    const environment = { ...environmentOf(engine), engine: trainedOn, peakMemoryMB: peakMemoryMB() }
    const written = await writeRun(out, {
      ...{ model, classes, engine, pool, batchSize, signal },
      baseFolder: input.baseFolder,
      history: new History({ ...history, environment }),
    })
    progress.close()
    if (json)
      stdout.write(`${JSON.stringify({ reason, ...history.toJSON(), environment, files: written })}\n`)
    else stdout.write(describeFiles(out, written))
    return signal.aborted ? EXIT.interrupted : EXIT_OF[reason]
  } finally {
    progress.close()
    await pool.close()
  }
}

function configOf(options: DemoOptions, fineTuneEpochs: number, input: Input): Record<string, unknown> {
  const { data, weights, epochs, steps, validationSteps, batchSize, seed, backend } = options
  return {
    // Only the names: a history is shown to others, and a path says where its maker lives.
    data: input.isSample ? 'embedded sample' : data ? basename(data) : 'cats-and-dogs-filtered',
    weights: input.weights === null ? 'untrained' : weights ? basename(weights) : 'imagenet',
    epochs,
    fineTuneEpochs,
    ...(steps !== undefined && { steps }),
    ...(validationSteps !== undefined && { validationSteps }),
    batchSize,
    seed,
    backend,
  }
}

function describeFiles(folder: string, written: readonly string[]): string {
  const lines = written.map((path) =>
    `  ${relative(folder, path).padEnd(18)} ${CONTENTS[basename(path)] ?? ''}`.trimEnd(),
  )
  return `Wrote into ${folder}:\n${lines.join('\n')}\n`
}

function explainStop(reason: StopReason, say: (line: string) => void): void {
  if (reason === 'not-a-number') say('The last good weights are kept; try a smaller batch or other photos.')
  if (reason === 'aborted') say('Writing what there is, without predictions.')
}
