import type { TrunkPlan } from '../../plan/trunk-plan'

/** With fewer, threads begin to wait for each other; more only take room. */
const PICTURES_PER_THREAD = 3

/**
 * How many pictures of a batch go through a trunk at a time; undefined for all.
 *
 * A convolution gives the same numbers for a few pictures as for a batch, in the same time a picture, and its
 * activations take room for a few: 90 MB less with Inception V3 and a batch of 20 at 150x150. A product of matrices
 * reads its kernel anew each time, so a trunk that holds one takes whole batches.
 *
 * @param threads that share one operation
 */
export function picturesAtOnce({ operations }: TrunkPlan, threads: number): number | undefined {
  return operations.some(({ kind }) => kind === 'dense') ? undefined : PICTURES_PER_THREAD * threads
}
