import { GraftError } from '@graft-ml/core'
import { createEngine, ENGINES, type Engine, type EngineName } from '@graft-ml/engine'
import { layers, sequential } from '@tensorflow/tfjs-layers'

/**
 * Plain JavaScript takes an hour for six steps of fine-tuning, and a GPU that the CPU plays takes minutes: these are
 * checked where they are asked for.
 */
const ONLY_IF_NAMED: readonly EngineName[] = ['cpu', 'webgpu']
const UNLESS_NAMED = ENGINES.filter((name) => !ONLY_IF_NAMED.includes(name))

/** @throws EngineError `BACKEND_UNAVAILABLE` */
export function openEngine(name: EngineName): Promise<Engine> {
  return createEngine({ engine: name })
}

/** An engine that was looked for. */
export interface EngineFound {
  readonly name: EngineName
  /** Why it does not run here; undefined: it does. */
  readonly missing?: string
}

/** Tries each engine on a tiny model; `cpu` and `webgpu` only where they are named. */
export async function findEngines(names: readonly EngineName[] = UNLESS_NAMED): Promise<EngineFound[]> {
  const found: EngineFound[] = []
  for (const name of names) found.push({ name, missing: await whyMissing(name) })
  return found
}

async function whyMissing(name: EngineName): Promise<string | undefined> {
  try {
    const engine = await openEngine(name)
    const model = sequential({
      layers: [layers.activation({ activation: 'relu', inputShape: [1] }), layers.dense({ units: 1 })],
    })
    await (await engine.prepareInference(model)).dispose()
    model.dispose()
    return undefined
  } catch (error) {
    if (GraftError.isInstance(error)) return error.message
    throw error
  }
}
