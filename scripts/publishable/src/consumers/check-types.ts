import type { Check } from '../report'
import { tsc } from './typescript'

const WAYS = {
  'moduleResolution node16 (.mts and .cts)': 'tsconfig.node16.json',
  'moduleResolution bundler': 'tsconfig.bundler.json',
}

/** tfjs's own declarations do not hold under `strict`: those are told, and everything else is a failure. */
const OTHERS = /^node_modules\/@tensorflow\//

/** The consumers' types and, without skipLibCheck, every declaration of the packages. Writes the consumers' JavaScript. */
export async function checkTypes({ project, check }: { project: string; check: Check }): Promise<void> {
  const found = await Promise.all(
    Object.entries(WAYS).map(async ([way, config]) => [way, await tsc(['-p', config], project)] as const),
  )
  for (const [way, complaints] of found) {
    const wrong = complaints.filter((line) => !OTHERS.test(line))
    const others = complaints.length - wrong.length
    if (wrong.length > 0)
      check.bad(
        `tsc, ${way}:\n${wrong.join('\n')}`,
        'Correct the declarations that the package writes, or the consumer.',
      )
    else
      check.good(
        `tsc, ${way}, strict, skipLibCheck false; ${others} complaints of tfjs's own declarations do not count`,
      )
  }
}
