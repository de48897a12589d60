import type { GraftJob } from '../jobs/job'
import { type Result, SAMPLES } from '../jobs/result'
import { about } from './about'
import { runBareTrunk } from './bare-trunk'
import { runExercise } from './exercise'
import { peakMemoryBytes } from './peak-memory'
import { runPictures } from './pictures'
import { runStart } from './start'
import { runSteps } from './steps'
import { runTrunk } from './trunk'
import { writeTrunk } from './write-trunk'

/** Runs one job; `answer` is told once, at the moment when what is measured has ended. */
export async function runJob(job: GraftJob, answer: (result: Result) => void): Promise<void> {
  // Everything else that a process does for its answer comes after the first step.
  if (job.kind === 'start') await runStart(job, () => answer(withPeakMemory({ samples: {}, facts: {} })))
  else answer(withPeakMemory(await measure(job)))
}

function measure(job: Exclude<GraftJob, { kind: 'start' }>): Promise<Result> {
  switch (job.kind) {
    case 'about':
      return about(job)
    case 'exercise':
      return runExercise(job)
    case 'step':
      return runSteps(job)
    case 'trunk':
      return runTrunk(job)
    case 'pictures':
      return runPictures(job)
    case 'write-trunk':
      return writeTrunk(job)
    case 'bare-trunk':
      return runBareTrunk(job)
  }
}

function withPeakMemory(result: Result): Result {
  return { ...result, samples: { ...result.samples, [SAMPLES.peakMemory]: [peakMemoryBytes()] } }
}
