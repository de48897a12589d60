import { type Check, check } from '../../compare/check'
import { difference } from '../../compare/difference'
import { exerciseFile, type GoldenPhase } from '../../goldens/schema'
import { TOLERANCES } from '../../tolerances'
import type { ParityInput } from '../section'
import { type ExerciseHistory, runExercise } from './run-exercise'
import { mean, spreadOf } from './spread'

const PHASES = { featureExtraction: 'feature extraction', fineTuning: 'fine-tuning' } as const
const PHASE_NAMES = Object.keys(PHASES) as (keyof typeof PHASES)[]
type ExercisePhases = Readonly<Record<keyof typeof PHASES, GoldenPhase>>
const MEASURES = ['val_acc', 'val_loss'] as const
/** Kinds of numbers in a history, and how far they may lie apart with the same seed. */
const BY_SEED = [
  { title: 'losses', names: ['loss', 'val_loss'], limit: TOLERANCES.exerciseLoss },
  { title: 'accuracies', names: ['acc', 'val_acc'], limit: TOLERANCES.exerciseAccuracy },
] as const

/**
 * The whole exercise with several seeds. Each seed that Keras ran too gives Keras's history; each epoch's mean over the seeds
 * lies within the spread of Keras's.
 */
export async function* checkExercise(input: ParityInput): AsyncGenerator<Check> {
  const golden = await input.goldens.json('exercise.json', exerciseFile)
  const seeds = input.exercise.seeds ?? golden.runs.map(({ seed }) => seed)
  const ours: ExerciseHistory[] = []
  for (const seed of seeds) {
    const run = await runExercise(input, golden, seed)
    ours.push(run)
    const theirs = golden.runs.find((other) => other.seed === seed)
    if (theirs) yield* checkSeed(seed, run, theirs)
  }
  for (const phase of PHASE_NAMES) {
    const title = PHASES[phase]
    const theirs = golden.runs.map((run) => run[phase])
    for (const measure of MEASURES) {
      yield* checkMeasure(
        title,
        measure,
        ours.map((run) => run[phase]),
        theirs,
      )
    }
  }
}

function* checkSeed(seed: number, ours: ExercisePhases, theirs: ExercisePhases): Generator<Check> {
  for (const { title, names, limit } of BY_SEED) {
    const valuesOf = (run: ExercisePhases) =>
      PHASE_NAMES.flatMap((phase) => names.flatMap((name) => run[phase][name]))
    yield check(
      'exercise',
      `seed ${seed}: ${title} of every epoch`,
      difference(valuesOf(ours), valuesOf(theirs)),
      limit,
    )
  }
}

function* checkMeasure(
  phase: string,
  measure: (typeof MEASURES)[number],
  ours: readonly GoldenPhase[],
  theirs: readonly GoldenPhase[],
): Generator<Check> {
  for (const epoch of theirs[0][measure].keys()) {
    const { middle, halfWidth } = spreadOf(theirs.map((run) => run[measure][epoch]))
    const reached = mean(ours.map((run) => run[measure][epoch]))
    // Within the spread is no further from its middle than half its width.
    const compared = { ...difference([reached], [middle]), count: ours.length }
    const note = `mean ${reached.toFixed(4)}, Keras ${(middle - halfWidth).toFixed(4)} to ${(middle + halfWidth).toFixed(4)}`
    const name = `${phase}, epoch ${epoch + 1}: mean ${measure}`
    const tolerance = halfWidth + TOLERANCES.spreadEnds.tolerance
    yield check('exercise', name, compared, { tolerance }, note)
  }
}
