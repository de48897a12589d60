import type { File, Module } from 'h5wasm'

/** h5wasm once its WebAssembly runs. */
export interface Hdf5Library {
  readonly File: typeof File
  readonly Module: typeof Module
}

// Loaded at the first use only: the library is 4 MB, and most of this package does not need it.

/** The library over the files of this machine. In a browser there are none: it sees its own memory. */
export async function libraryOverFiles(): Promise<Hdf5Library> {
  return started(await import('#h5wasm'))
}

/** The library over files in its own memory, in Node and in browsers alike. */
export async function libraryOverMemory(): Promise<Hdf5Library> {
  return started(await import('h5wasm'))
}

async function started(library: typeof import('h5wasm')): Promise<Hdf5Library> {
  const Module = await library.ready
  // Otherwise the C library prints its errors, and reading goes on with nonsense.
  Module.activate_throwing_error_handler()
  return { File: library.File, Module }
}
