import { createEngine, diagnose } from '@graft-ml/engine'

/** Which engine a program gets, and why not the others. */
export async function explainEngine(say: (line: string) => void): Promise<string> {
  // #region choice
  const engine = await createEngine() // or { engine: 'tensorflow' }, 'webgpu', 'onnx', 'wasm'
  for (const { name, taken, reason } of engine.considered) say(`${taken ? '✓' : '–'} ${name}: ${reason}`)
  // #endregion choice
  return engine.name
}

/** What each engine would do here: each trains one step in a process of its own. */
export async function tryEngines(say: (line: string) => void): Promise<void> {
  // #region diagnosis
  const { engines } = await diagnose()
  for (const { name, state, reason, remedies } of engines) {
    say(`${name} is ${state}: ${reason}`)
    for (const { text, command } of remedies) say(`  ${text} ${command ?? ''}`)
  }
  // #endregion diagnosis
}
