import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'

type Item = DefaultTheme.SidebarItem

const GUIDES: readonly Item[] = [
  { text: 'Photos of your own', link: '/guide/own-photos' },
  { text: 'Fine-tuning', link: '/guide/fine-tune' },
  { text: 'Callbacks', link: '/guide/callbacks' },
  { text: 'Predictions', link: '/guide/predictions' },
  { text: 'In a browser', link: '/guide/browser' },
  { text: 'In a server', link: '/guide/server' },
  { text: 'Engines and GPUs', link: '/guide/gpu' },
  { text: 'Native TensorFlow', link: '/native-tensorflow' },
  { text: 'Coming from Keras', link: '/guide/from-keras' },
  { text: 'Recipes beyond Keras', link: '/guide/beyond-keras' },
  { text: 'All examples', link: '/guide/examples' },
]

/** In the order in which they are met, as in the README. */
export const PACKAGES = ['cli', 'recipes', 'dataset', 'augment', 'keras', 'zoo', 'engine', 'report', 'core']

/** What stands beside every page. `docs` is this folder; its `api` has been written by TypeDoc. */
export function sidebar(docs: string): Item[] {
  return [
    { text: 'Guides', items: [...GUIDES] },
    { text: 'Packages', items: PACKAGES.map((name) => ({ text: name, link: `/packages/${name}` })) },
    { text: 'API', collapsed: true, link: '/api/', items: modules(docs) },
    { text: 'Decisions', collapsed: true, items: decisions(docs) },
  ]
}

/** From the table that TypeDoc makes of them: `[@graft-ml/core](@graft-ml/core.md)`. */
function modules(docs: string): Item[] {
  const index = readFileSync(join(docs, 'api/index.md'), 'utf8')
  return [...index.matchAll(/\[@graft-ml\/(\S+)\]\((\S+)\.md\)/g)].map(([, text, link]) => ({
    text: text!,
    link: `/api/${link}`,
  }))
}

function decisions(docs: string): Item[] {
  return readdirSync(join(docs, 'decisions'))
    .sort()
    .map((file) => {
      const [title] = readFileSync(join(docs, 'decisions', file), 'utf8').split('\n')
      return { text: title!.replace(/^#\s+(\d+\.\s+)?/, ''), link: `/decisions/${file.replace(/\.md$/, '')}` }
    })
}
