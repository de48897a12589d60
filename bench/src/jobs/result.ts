import { z } from 'zod'

/** What a process has measured. */
const resultSchema = z.object({
  /** Measured values by name, in the order of measuring: seconds, and bytes where the name says memory. */
  samples: z.record(z.string(), z.array(z.number())),
  /** What else is worth keeping: versions, engines, accuracies. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Losses and accuracies of each phase, epoch by epoch, where whole epochs were trained. */
  histories: z.record(z.string(), z.record(z.string(), z.array(z.number()).readonly())).optional(),
})
export type Result = z.infer<typeof resultSchema>

/** The names of samples that more than one place knows. */
export const SAMPLES = {
  /** From the start of the process to its answer; added by whoever has started it. */
  wall: 'wallSeconds',
  peakMemory: 'peakMemoryBytes',
  featureExtractionEpochs: 'featureExtractionEpochSeconds',
  fineTuningEpochs: 'fineTuningEpochSeconds',
  fineTuningFit: 'fineTuningFitSeconds',
  step: 'stepSeconds',
  trunk: 'trunkSeconds',
  picture: 'pictureSeconds',
} as const

/** Begins the line of stdout that is the answer; libraries write others. */
const ANSWER = '@bench '

/** Tells the process that waits for it. */
export function answer(result: Result): void {
  process.stdout.write(`${ANSWER}${JSON.stringify(result)}\n`)
}

export function isAnswer(line: string): boolean {
  return line.startsWith(ANSWER)
}

export function readAnswer(line: string): Result {
  return resultSchema.parse(JSON.parse(line.slice(ANSWER.length)))
}
