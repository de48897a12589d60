import type sharp from 'sharp'

export type SharpModule = typeof sharp

const state: { prepare: (module: SharpModule) => void; module?: Promise<SharpModule> } = { prepare: () => {} }

/** What is done with sharp before anything else, if it is ever needed. */
export function whenSharpLoads(prepare: (module: SharpModule) => void): void {
  state.prepare = prepare
}

/** sharp, loaded when it is first needed: that takes 60 ms and 20 MB, which ordinary JPEGs do without. */
export function loadSharp(): Promise<SharpModule> {
  state.module ??= import('sharp').then(({ default: module }) => {
    state.prepare(module)
    return module
  })
  return state.module
}
