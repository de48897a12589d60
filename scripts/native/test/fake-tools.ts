import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Machine } from '../src/machine/machine'

export const LINUX: Machine = { platform: 'linux', architecture: 'x64', glibc: '2.36' }

/** What the fake tools do; by default each does its job. */
export interface Behaviour {
  /** tfjs-node's own installer, run by `npm rebuild`. Default `fail`. */
  readonly installer?: 'work' | 'fail' | 'hang'
  readonly missing?: readonly ('npm' | 'python3' | 'c++')[]
  readonly pip?: 'work' | 'none' | 'no version'
  readonly compiler?: 'work' | 'fail'
  /** What the compiled binding answers to a square; the right answer by default. */
  readonly product?: readonly number[]
  readonly gpu?: boolean
}

// A fake binding is a script, which this lets Node load in place of a library.
const LOADER = `require.extensions['.node'] = (module, file) =>
  module._compile(require('node:fs').readFileSync(file, 'utf8'), file)`

const binding = (version: string, product: readonly number[], gpu: boolean) => `module.exports = {
  TF_Version: '${version}', isUsingGpuDevice: () => ${gpu}, createTensor: () => 0,
  executeOp: () => [{ id: 1 }], tensorDataSync: () => ${JSON.stringify(product)} }`

/** Programs on a PATH of their own, a cache folder of its own, and a record of what was called. */
export class FakeTools {
  private constructor(
    private readonly root: string,
    readonly environment: Record<string, string>,
  ) {}

  static async create(behaviour: Behaviour = {}): Promise<FakeTools> {
    const root = await mkdtemp(join(tmpdir(), 'graft-native-'))
    const tools = new FakeTools(root, {
      GRAFT_HOME: join(root, 'home'),
      PATH: [join(root, 'bin')].join(delimiter),
      NODE_OPTIONS: `--require ${join(root, 'loader.cjs')}`,
    })
    await mkdir(join(root, 'bin'))
    await writeFile(join(root, 'loader.cjs'), LOADER)
    await tools.behave(behaviour)
    return tools
  }

  get folder(): string {
    return join(this.root, 'home', 'native', 'tensorflow')
  }

  /** Changes what the tools do from now on. */
  async behave(behaviour: Behaviour): Promise<void> {
    const { missing = [], gpu = false } = behaviour
    const programs: Record<string, string> = {
      npm: npm(behaviour),
      python3: python(behaviour),
      'c++': compiler(behaviour),
      ...(gpu && { 'nvidia-smi': "console.log('GPU 0: NVIDIA H200 (UUID: GPU-1)')" }),
    }
    for (const [name, body] of Object.entries(programs)) {
      const path = join(this.root, 'bin', name)
      await rm(path, { force: true })
      if (missing.includes(name as 'npm')) continue
      const record = `const fs = require('node:fs'), { join, dirname } = require('node:path'), args = process.argv.slice(2)
fs.appendFileSync(${JSON.stringify(join(this.root, 'calls'))}, ['${name}', ...args].join(' ') + '\\n')
const write = (path, text) => { fs.mkdirSync(dirname(path), { recursive: true }); fs.writeFileSync(path, text) }`
      await writeFile(path, `#!${process.execPath}\n${record}\n${body}\n`)
      await chmod(path, 0o755)
    }
  }

  /** What was called since the last look, one line each. */
  async calls(): Promise<string[]> {
    const path = join(this.root, 'calls')
    const text = await readFile(path, 'utf8').catch(() => '')
    await rm(path, { force: true })
    return text.split('\n').filter(Boolean)
  }

  async dispose(): Promise<void> {
    await rm(this.root, { recursive: true })
  }
}

function npm({ installer = 'fail', gpu = false }: Behaviour): string {
  const answers = {
    work: `write('node_modules/' + args[1] + '/lib/napi-v8/tfjs_binding.node', ${JSON.stringify(binding('2.9.1', [7, 10, 15, 22], gpu))})`,
    fail: `console.error("Error: getaddrinfo ENOTFOUND tensorflow.example\\n    at lookup\\nnpm error code 1"); process.exitCode = 1`,
    hang: 'setTimeout(() => {}, 60_000)',
  }
  return `if (args[0] === 'install') {
  for (const name of Object.keys(JSON.parse(fs.readFileSync('package.json')).dependencies))
    write('node_modules/' + name + '/binding/one.cc', '')
} else { ${answers[installer]} }`
}

function python({ pip = 'work' }: Behaviour): string {
  return `if (${pip === 'none'}) { console.error('No module named pip'); process.exit(1) }
if (args[2] === '--version') process.exit()
if (${pip === 'no version'}) {
  console.error('WARNING: Retrying (Retry(total=0)) after connection broken\\nERROR: No matching distribution found for tensorflow-cpu')
  process.exit(1)
}
const target = args[args.indexOf('--target') + 1]
for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'include/c.h', 'python/a.py'])
  write(join(target, 'tensorflow', name), '')
write(join(target, 'tensorflow-2.99.0.dist-info', 'METADATA'),
  'Name: tensorflow\\nVersion: 2.99.0\\nRequires-Dist: numpy>=1\\nRequires-Dist: nvidia-cudnn-cu12 (<10,>=9.3) ; extra == "and-cuda"\\n')`
}

function compiler({ compiler: result = 'work', product = [7, 10, 15, 22], gpu = false }: Behaviour): string {
  return `if (args[0] === '--version') process.exit()
if (${result === 'fail'}) { console.error('one.cc:1:1: error: expected unqualified-id'); process.exit(1) }
write(args[args.indexOf('-o') + 1], ${JSON.stringify(binding('2.99.0', product, gpu))})`
}
