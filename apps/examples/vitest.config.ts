import { mergeConfig } from 'vitest/config'
import { tests } from '../../vitest.base.ts'

export default mergeConfig(tests, {
  test: {
    globalSetup: 'test/support/untrained-weights.ts',
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // The built packages as Node loads them for a user, not as vite would.
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
  },
})
