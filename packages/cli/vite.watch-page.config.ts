import { defineConfig } from 'vite'

/** The page of `graft train --ui`: one script, and the licences of what is in it. */
export default defineConfig({
  publicDir: false,
  build: {
    ...{ target: 'es2022', outDir: 'dist/watch-page', emptyOutDir: true },
    license: { fileName: 'third-party-notices.md' },
    lib: {
      ...{ entry: 'src/watch/page/main.ts', formats: ['iife'], name: 'watchPage' },
      fileName: () => 'page.js',
    },
  },
})
