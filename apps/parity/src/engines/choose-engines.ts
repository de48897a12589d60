import { EngineError, type EngineName } from '@graft-ml/engine'
import { findEngines } from './engines'

/**
 * The engine asked for, or every one that runs here; says which do not, and why.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` where the one asked for does not run
 */
export async function chooseEngines(
  wanted: EngineName | undefined,
  say: (line: string) => void,
): Promise<EngineName[]> {
  const found = await findEngines(wanted && [wanted])
  for (const { name, missing } of found) {
    if (missing === undefined) continue
    if (wanted) throw new EngineError({ code: 'BACKEND_UNAVAILABLE', message: `${name}: ${missing}` })
    say(`Not checked, ${name}: ${missing}`)
  }
  return found.filter(({ missing }) => missing === undefined).map(({ name }) => name)
}
