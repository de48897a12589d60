import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CLI, run, runCli } from './run-cli'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
  version: string
}

it('prints its version', async () => {
  expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

it('prints its commands', async () => {
  const { exitCode, stdout } = await runCli(['--help'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^Commands:\n/m)
  const commands = [...stdout.matchAll(/^ {2}([\w-]+) .*$/gm)].map(([, name]) => name)
  expect(commands).toEqual([
    ...['fetch', 'inspect', 'preview', 'find-rate', 'train', 'resume', 'cross-validate', 'evaluate'],
    ...['predict', 'report', 'export', 'playground', 'doctor', 'completion', 'help'],
  ])
})

it.each([
  ['fetch', '--help'],
  ['inspect', '--help'],
  ['preview', '--help'],
  ['find-rate', '--help'],
  ['train', '--help'],
  ['resume', '--help'],
  ['cross-validate', '--help'],
  ['evaluate', '--help'],
  ['predict', '--help'],
  ['report', '--help'],
  ['export', '--help'],
  ['playground', '--help'],
  ['doctor', '--help'],
  ['help', 'doctor'],
])('explains a command and its exit codes: graft %s %s', async (...argv) => {
  const { exitCode, stdout } = await runCli(argv)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('--json')
  expect(stdout).toMatch(/Exit codes:\n {2}0 [\s\S]*\n {2}2 /)
  // It is read in a terminal of the usual width.
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
})

it.each(['bash', 'zsh', 'fish', 'powershell'])('completes in %s', async (shell) => {
  const { exitCode, stdout } = await runCli(['completion', shell])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('graft')
})

it.each([
  [['tr'], /^train\t/m],
  [['train', '--fine-tune-e'], /^--fine-tune-epochs\t/m],
  [['train', '--head', ''], /^flatten/m],
])('completes %j', async (words, found) => {
  const { stdout } = await runCli(['complete', '--', ...words])
  expect(stdout).toMatch(found)
})

it.each<[string, string[], RegExp]>([
  ['nothing', [], /^Usage: graft .*Commands:/s],
  ['an unknown command', ['dcotor'], /unknown command 'dcotor'\n\(Did you mean doctor\?\)/],
  ['an unknown option', ['doctor', '--jsno'], /unknown option '--jsno'\n\(Did you mean --json\?\)/],
  ['a limit of nothing', ['doctor', '--seconds', '0'], /'0' is invalid\. It must be a number above 0/],
  ['a limit that is no number', ['doctor', '--seconds', ''], /It must be a number above 0/],
  ['a limit without end', ['doctor', '--seconds', 'Infinity'], /at most 86400/],
  ['too much', ['doctor', 'now'], /too many arguments for 'doctor'/],
])('ends with 2 for %s, and says so on stderr', async (_, argv, words) => {
  const { exitCode, stdout, stderr } = await runCli(argv)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(words)
})

it.skipIf(process.platform === 'win32')('ends without a word when its reader has left', async () => {
  const { exitCode, stdout, stderr } = await run('bash', [
    '-c',
    `'${process.execPath}' '${CLI}' doctor | head -1; exit "\${PIPESTATUS[0]}"`,
  ])
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 141, stdout: 'Machine\n', stderr: '' })
})
