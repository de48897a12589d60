// VitePress looks for dead links, but not for places in pages that are not there. Run after the build.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../.vitepress/dist/', import.meta.url))
const base = process.env.DOCS_BASE ?? '/'
const files = readdirSync(dist, { recursive: true }).map((name) => name.replaceAll('\\', '/'))
const pages = new Map(
  files
    .filter((name) => name.endsWith('.html'))
    .map((name) => [
      base + name.replace(/(^|(?<=\/))index\.html$|\.html$/, ''),
      readFileSync(dist + name, 'utf8'),
    ]),
)
const places = new Map(
  [...pages].map(([page, html]) => [page, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
)

const missing = new Set()
for (const [page, html] of pages) {
  for (const [, href] of html.matchAll(/ href="([^"]*#[^"]+)"/g)) {
    const { origin, pathname, hash } = new URL(href, `http://site${page}`)
    if (origin !== 'http://site') continue
    const known = places.get(decodeURI(pathname))
    if (!known?.has(decodeURIComponent(hash.slice(1)))) missing.add(`${page}: there is no ${href}`)
  }
}
for (const line of missing) console.error(line)
if (missing.size > 0) process.exit(1)
