interface NodeModules {
  readonly fs: typeof import('node:fs')
  readonly path: typeof import('node:path')
  readonly url: typeof import('node:url')
}

/** Node's own modules without an import that a browser's bundler would have to resolve; undefined in a browser. */
export function nodeModules(): NodeModules | undefined {
  const load = globalThis.process?.getBuiltinModule
  if (!load) return undefined
  return { fs: load('node:fs'), path: load('node:path'), url: load('node:url') }
}
