import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-backend-webgpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { setBackend } from '@tensorflow/tfjs-core'

/** The fastest first. */
const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const
export type BackendName = (typeof BACKENDS)[number]

let chosen: Promise<BackendName> | undefined

/** Takes the fastest that is here, or the one that ?backend= names. Once: models live in one. */
export function chooseBackend(): Promise<BackendName> {
  chosen ??= choose()
  return chosen
}

async function choose(): Promise<BackendName> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  })
  const named = new URLSearchParams(location.search).get('backend')
  for (const name of BACKENDS.filter((name) => named === null || name === named)) {
    if (await starts(name)) return name
  }
  throw new Error(
    named
      ? `The backend '${named}' does not start here. Valid: ${BACKENDS.join(', ')}.`
      : 'No backend of tfjs starts in this browser.',
  )
}

async function starts(name: BackendName): Promise<boolean> {
  // tfjs would try it and print a page of warnings.
  if (name === 'webgpu' && !('gpu' in navigator && (await navigator.gpu.requestAdapter()))) return false
  return await setBackend(name)
}
