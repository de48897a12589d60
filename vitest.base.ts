import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** How every package is tested: beside the source, one worker process a file, no network beyond loopback. */
export const tests: ViteUserConfig = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    typecheck: { include: ['src/**/*.test-d.ts'] },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
  },
})
