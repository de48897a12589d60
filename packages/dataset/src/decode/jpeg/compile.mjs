// Compiles the *.as files beside it into module-bytes.ts. Run it by hand after a change:
//   node src/decode/jpeg/compile.mjs
// The compiler weighs 100 MB, so it is fetched here and is no dependency of the package.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const COMPILER = 'assemblyscript@0.28.20'
const FLAGS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd']

const here = import.meta.dirname
const folder = mkdtempSync(join(tmpdir(), 'graft-jpeg-'))
const hash = createHash('sha256')
try {
  for (const name of readdirSync(here)
    .filter((file) => file.endsWith('.as'))
    .sort()) {
    const source = readFileSync(join(here, name), 'utf8')
    hash.update(source)
    // The compiler takes no other suffix; as .ts in here it would be type-checked as TypeScript.
    writeFileSync(join(folder, name.replace(/\.as$/, '.ts')), source)
  }
  const command = ['-y', '-p', COMPILER, 'asc', 'decoder.ts', '-o', 'decoder.wasm', ...FLAGS]
  execFileSync('npx', command, { cwd: folder, stdio: 'inherit' })
  writeFileSync(join(here, 'module-bytes.ts'), asTypeScript(readFileSync(join(folder, 'decoder.wasm'))))
} finally {
  rmSync(folder, { recursive: true })
}

/** @param {Buffer} bytes */
function asTypeScript(bytes) {
  const lines = bytes.toString('base64').match(/.{1,96}/g) ?? []
  return `// Written by compile.mjs from the *.as files: do not edit.

/** SHA-256 of the sources, in the order of their names, that the bytes were compiled from. */
export const SOURCE_SHA256 = '${hash.digest('hex')}'

/** The WebAssembly module, in base64. */
export const MODULE_BYTES = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('')
`
}
