import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import spdx from 'spdx-license-list/full.js'
import type { Plugin } from 'vite'

/** Vite's list of licences lacks what is bundled apart, and the texts of packages that carry no file with one. */
export function completeLicences(fileName: string): Plugin {
  const folders = new Map<string, string>()
  return {
    name: 'complete-licences',
    apply: 'build',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const [, folder, name] = /^\0?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id) ?? []
        if (folder) folders.set(name!, folder)
      }
    },
    async writeBundle({ dir }) {
      const path = join(dir!, fileName)
      const [intro, ...sections] = (await readFile(path, 'utf8')).split(/^## /m)
      // The service worker is another bundle.
      const all = [...sections, await sectionOf('workbox-core')]
      const texts = await Promise.all(all.map((section) => withText(section.trim(), folders)))
      await writeFile(path, `${[intro!.trim(), ...texts].join('\n\n## ')}\n`)
    },
  }
}

async function sectionOf(name: string): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const { version, license } = JSON.parse(await readFile(manifest, 'utf8'))
  const text = await readFile(join(dirname(manifest), 'LICENSE'), 'utf8')
  return `${name} - ${version} (${license})\n\n${text}`
}

/** A section that is a heading and nothing else gets the end of the README that has the text, or the usual one. */
async function withText(section: string, folders: ReadonlyMap<string, string>): Promise<string> {
  if (section.includes('\n')) return section
  const [, name, identifiers] = /^(\S+) - .* \((.*)\)$/.exec(section) ?? []
  if (!name) throw new Error(`The list of licences has a section of another form: ${section}`)
  const readme = await readFile(join(folders.get(name)!, 'README.md'), 'utf8')
  const [own] = /^#* *licen[cs]e\b[\s\S]*Permission is hereby granted[\s\S]*$/im.exec(readme) ?? []
  return `${section}\n\n${own?.replace(/^.*\n-*\n/, '').trim() ?? usualTexts(identifiers!)}`
}

function usualTexts(identifiers: string): string {
  return identifiers
    .split(/ (?:AND|OR) /)
    .map((identifier) => {
      const licence = spdx[identifier]
      if (!licence) throw new Error(`${identifier} is no licence of SPDX's list.`)
      return licence.licenseText
    })
    .join('\n\n')
}
