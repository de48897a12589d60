// What the scripts of package.json (`npm run demo`, `npm test`, `npm run check` ...) do on a machine that has only Node
// and npm: bring pnpm, install, build what changed, then do the job. A second run finds everything in place.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const pnpm = packageManager.split('+')[0]

const jobs = {
  demo: (args) => program('apps/cats-vs-dogs', args),
  doctor: (args) => program('packages/cli', ['doctor', ...args]),
  graft: (args) => program('packages/cli', args),
  parity: (args) => program('apps/parity', args),
  bench: (args) => program('bench', args),
  trials: (args) => program('apps/trials', args),
  native: (args) => program('scripts/native', args),
  test: async (args) => {
    await turbo(['run', 'test', '--concurrency=1', '--output-logs=new-only', ...args])
  },
  check: async () => {
    await turbo(['run', 'build', 'typecheck', '--output-logs=errors-only'])
    await must('npx', ['-y', pnpm, 'run', 'lint'])
    await must('npx', ['-y', pnpm, '-r', '--filter=./packages/*', 'exec', 'publint'])
  },
  // Nothing need be built for it: the reference is made from the sources.
  docs: async (args) => {
    await must('npx', ['-y', pnpm, '--filter=docs', 'run', args.includes('--serve') ? 'serve' : 'docs'])
  },
  publishable: async (args) => {
    const built = ['--filter=./packages/*', '--filter=./scripts/publishable']
    await turbo(['run', 'build', ...built, '--output-logs=errors-only'], { quiet: true })
    return run(process.execPath, [join(root, 'scripts/publishable/dist/cli.js'), ...args])
  },
}

const [job, ...args] = process.argv.slice(2)
if (!Object.hasOwn(jobs, job)) {
  console.error(`Unknown job '${job}'. Valid: ${Object.keys(jobs).join(', ')}.`)
  process.exit(2)
}
await install()
process.exitCode = await jobs[job](args)

/** Builds a program and what it uses, and runs it. */
async function program(folder, programArgs) {
  const command = join(root, folder, 'dist/cli.js')
  if (!existsSync(command)) console.error('Building (a minute, once) ...')
  await turbo(['run', 'build', `--filter=./${folder}`, '--output-logs=errors-only'], { quiet: true })
  return run(process.execPath, [command, ...programArgs])
}

/** Installs when a manifest or the lock file changed since the last time. */
async function install() {
  const stamp = join(root, 'node_modules/.graft-install')
  const wanted = manifestsHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Installing packages (once) ...')
  await must('npx', ['-y', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], { quiet: true })
  writeFileSync(stamp, wanted)
}

function manifestsHash() {
  const manifests = [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'bench/package.json',
    'docs/package.json',
    'scripts/native/package.json',
    'scripts/publishable/package.json',
  ]
  for (const group of ['packages', 'apps'])
    for (const name of readdirSync(join(root, group))) manifests.push(join(group, name, 'package.json'))
  const hash = createHash('sha256').update(process.version)
  for (const path of manifests.filter((path) => existsSync(join(root, path)))) {
    hash.update(path).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

// turbo asks for pnpm on the PATH; npx puts it there.
function turbo(turboArgs, options) {
  return must('npx', ['-y', pnpm, 'exec', 'turbo', ...turboArgs], {
    ...options,
    env: { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  })
}

async function must(command, commandArgs, options) {
  const code = await run(command, commandArgs, options)
  if (code !== 0) process.exit(code)
}

/** Runs a command with this terminal; gives its exit code. `quiet` keeps the output for the case that it fails. */
function run(command, commandArgs, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const kept = []
    const child = spawn(command, commandArgs, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['inherit', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    })
    child.stdout?.on('data', (data) => kept.push(data))
    child.stderr?.on('data', (data) => kept.push(data))
    // Ctrl-C reaches the child too: it ends as it likes, and this process passes its exit code on.
    const ignore = () => {}
    process.on('SIGINT', ignore)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('SIGINT', ignore)
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(kept))
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}
