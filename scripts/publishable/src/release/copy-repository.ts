import { cp, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runCommand } from '../command'
import { pnpm } from '../pnpm'

/** Clones the repository, with what is not committed yet and what was built, and installs it from pnpm's store. */
export async function copyRepository({ root, to }: { root: string; to: string }): Promise<void> {
  const git = (args: readonly string[], cwd = root) => runCommand('git', args, { cwd })
  await git(['clone', '--quiet', '--local', '.', to])
  // changesets compare with `main`, which a clone of another branch does not have.
  await git(['checkout', '--quiet', '--detach'], to)
  await git(['branch', '--force', 'main', await commitOfMain(root)], to)

  const changed = ['diff', '--name-only', '--no-renames', '-z']
  for (const path of await paths([...changed, '--diff-filter=D', 'HEAD'], root)) await rm(join(to, path))
  const here = await paths([...changed, '--diff-filter=d', 'HEAD'], root)
  const untracked = await paths(['ls-files', '--others', '--exclude-standard', '-z'], root)
  for (const path of [...here, ...untracked]) {
    await mkdir(dirname(join(to, path)), { recursive: true })
    await cp(join(root, path), join(to, path), { force: true })
  }
  await pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'], to)
}

/** The commit of `main`, here or at the origin; where neither is (a shallow checkout), the current one. */
async function commitOfMain(root: string): Promise<string> {
  const refs = await runCommand(
    'git',
    ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads/main', 'refs/remotes/origin/main'],
    { cwd: root },
  )
  const [first] = refs.split('\n').filter(Boolean)
  return first?.split(' ')[1] ?? (await runCommand('git', ['rev-parse', 'HEAD'], { cwd: root })).trim()
}

async function paths(args: readonly string[], cwd: string): Promise<string[]> {
  return (await runCommand('git', args, { cwd })).split('\0').filter(Boolean)
}
