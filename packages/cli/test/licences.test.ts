import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { CLI } from './run-cli'

it.each<[string, string[]]>([
  ['watch-page', ['uplot']],
  ['playground', ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', 'long', 'seedrandom', 'workbox-core']],
])('%s passes on the licences of what is bundled into it', async (page, names) => {
  const text = await readFile(join(dirname(CLI), page, 'third-party-notices.md'), 'utf8')
  const sections = new Map(text.split(/^## /m).map((section) => [section.split(' - ')[0], section]))
  for (const name of names)
    expect(sections.get(name), name).toMatch(/Permission is hereby granted|Apache License/)
})
