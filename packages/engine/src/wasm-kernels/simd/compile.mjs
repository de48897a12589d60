// Compiles kernels.as into module-bytes.ts. Run it by hand after a change: node src/wasm-kernels/simd/compile.mjs
// The compiler weighs 100 MB, so it is fetched here and is no dependency of the package.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const COMPILER = 'assemblyscript@0.28.20'
const FLAGS = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
]

const here = import.meta.dirname
const source = readFileSync(join(here, 'kernels.as'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'graft-simd-'))
try {
  // The compiler takes no other suffix; as .ts in here it would be type-checked as TypeScript.
  writeFileSync(join(folder, 'kernels.ts'), source)
  const command = ['-y', '-p', COMPILER, 'asc', 'kernels.ts', '-o', 'kernels.wasm', ...FLAGS]
  execFileSync('npx', command, { cwd: folder, stdio: 'inherit' })
  writeFileSync(join(here, 'module-bytes.ts'), asTypeScript(readFileSync(join(folder, 'kernels.wasm'))))
} finally {
  rmSync(folder, { recursive: true })
}

/** @param {Buffer} bytes */
function asTypeScript(bytes) {
  const lines = bytes.toString('base64').match(/.{1,96}/g) ?? []
  return `// Written by compile.mjs from kernels.as: do not edit.

/** SHA-256 of the kernels.as that the bytes were compiled from. */
export const SOURCE_SHA256 = '${createHash('sha256').update(source).digest('hex')}'

/** The WebAssembly module, in base64. */
export const MODULE_BYTES = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('')
`
}
