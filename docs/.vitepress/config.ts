import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { sidebar } from './sidebar'

const docs = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  title: 'Graft',
  description: 'Transfer learning for images, in TypeScript.',
  lang: 'en',
  // Of whatever host the site comes to.
  base: process.env.DOCS_BASE ?? '/',
  cleanUrls: true,
  // A link to nowhere ends the build.
  ignoreDeadLinks: false,
  // None: browsers ask for one otherwise.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark' },
    // A reader of a whole file need not see where the guides cut it.
    codeTransformers: [
      { preprocess: (code) => code.replaceAll(/^ *(\/\/|#) ?#?(end)?region .*(\n|$)/gm, '') },
    ],
  },
  // The reference of a package is one page.
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/guide/own-photos', activeMatch: '^/guide/' },
      { text: 'Packages', link: '/packages/cli', activeMatch: '^/packages/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
    ],
    sidebar: sidebar(docs),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
  },
})
