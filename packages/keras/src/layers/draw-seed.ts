/** A seed for whoever gives none. Layers keep it in their config, so that a run can be repeated afterwards. */
export function drawSeed(): number {
  return Math.floor(Math.random() * 2 ** 31)
}
