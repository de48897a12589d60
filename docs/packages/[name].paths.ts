import { readFileSync } from 'node:fs'
import { PACKAGES } from '../.vitepress/sidebar'

/** A page for each package: its README, which stays where npm wants it. */
export default {
  watch: ['../../packages/*/README.md'],
  paths: () => PACKAGES.map((name) => ({ params: { name }, content: contentOf(name) })),
}

function contentOf(name: string): string {
  const readme = readFileSync(new URL(`../../packages/${name}/README.md`, import.meta.url), 'utf8')
  const api = name === 'cli' ? 'cli/config' : name
  return readme
    .replace(/^(# .*\n)/, `$1\n[All exports](/api/@graft-ml/${api})\n`)
    .replaceAll(/\]\(\.\.\/([a-z]+)\/README\.md/g, '](./$1')
}
