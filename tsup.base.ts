import type { Options } from 'tsup'

/** How every package is built: ESM and CommonJS with declarations, one file an entry, for Node 20 and browsers. */
export function library(entry: string[] = ['src/index.ts'], overrides: Options = {}): Options {
  return {
    entry,
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    dts: true,
    sourcemap: true,
    clean: true,
    // import.meta.url exists in the CommonJS build too.
    shims: true,
    splitting: false,
    esbuildOptions(options, { format }) {
      // Only then does esbuild annotate the exports, so that `import` finds the names of a CommonJS build.
      if (format === 'cjs') options.platform = 'node'
    },
    ...overrides,
  }
}
