/**
 * Who runs in a pair: each in turn goes first, so that neither always finds the machine as the other has left it.
 *
 * @param pair - from 0
 */
export function orderOf<Side>(sides: readonly Side[], pair: number): Side[] {
  const first = pair % sides.length
  return [...sides.slice(first), ...sides.slice(0, first)]
}
