import { createProgress } from '@graft-ml/report'
import { createRun } from '../../run/create-run'
import type { Surroundings } from '../../surroundings'
import { withInterruption } from '../../terminal/interruption'
import { decideRun } from '../../training/decide-run'
import { trainRun } from '../../training/train-run'
import type { TrainOptions } from './train-options'

/** Decides what the run is, begins it, and gives the exit code. */
export async function runTrain(
  photos: string | undefined,
  { preset, config, out, json, quiet, ui, ...knobs }: TrainOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { folder: here, stderr } = surroundings
  return await withInterruption(stderr, async (signal) => {
    const { onProgress, close } = createProgress({ stream: stderr, quiet })
    const said = { photos, preset, config, knobs }
    const run = await decideRun(said, { here, onProgress, signal }).finally(close)
    const paths = await createRun(here, run, out)
    return await trainRun({ paths, run, json, quiet, signal, ui }, surroundings)
  })
}
