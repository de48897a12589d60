import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import type { Packed } from '../packed'

interface Bundle {
  readonly specifier: string
  /** Where the packages are installed. */
  readonly project: string
  readonly packages: readonly Packed[]
}

/** Bytes that a browser loads, minified and gzipped. */
export interface BrowserSize {
  /** At once. */
  readonly first: number
  /** By `import()`, when it is needed. */
  readonly later: number
}

/** The size of everything that an entry exports. Peers, which are tfjs, do not count. */
export async function browserBundle({ specifier, project, packages }: Bundle): Promise<BrowserSize> {
  const peers = packages.flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {}))
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from '${specifier}'`, resolveDir: project },
    absWorkingDir: project,
    outdir: 'bundle',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: [...new Set(peers)],
    logLevel: 'silent',
  })
  const atOnce = loadedAtOnce(metafile)
  const size = { first: 0, later: 0 }
  for (const { path, contents } of outputFiles) {
    const bytes = gzipSync(contents, { level: 9 }).length
    // The metafile has paths from the project, with slashes.
    const output = path.slice(project.length + 1).replaceAll('\\', '/')
    size[atOnce.has(output) ? 'first' : 'later'] += bytes
  }
  return size
}

/** The outputs that the entry imports, and those that these import. */
function loadedAtOnce({ outputs }: Metafile): Set<string> {
  const entry = Object.keys(outputs).find((path) => outputs[path]!.entryPoint === '<stdin>')
  if (!entry)
    throw new Error(`esbuild's metafile has no output for <stdin>, only ${Object.keys(outputs).join(', ')}`)
  const found = new Set([entry])
  for (const path of found) {
    for (const { path: next, kind } of outputs[path]!.imports) {
      if (kind === 'import-statement' && outputs[next]) found.add(next)
    }
  }
  return found
}
