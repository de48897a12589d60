import { cp } from 'node:fs/promises'
import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig([
  // A command loads what it needs when it runs: `graft --help` should not wait for tfjs.
  library(['src/cli.ts'], {
    ...{ format: ['esm'], platform: 'node', dts: false, shims: false, splitting: true },
    // The other build's, which runs beside this one.
    clean: ['!config.*'],
    onSuccess: () => cp('../../apps/playground/dist', 'dist/playground', { recursive: true }),
  }),
  // What a configuration imports.
  {
    entry: { config: 'src/config/define-config.ts' },
    format: ['esm', 'cjs'],
    target: 'es2022',
    dts: true,
  },
])
