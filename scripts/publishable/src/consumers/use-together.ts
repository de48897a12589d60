import { join } from 'node:path'
import { runCommand } from '../command'
import type { Packed } from '../packed'
import type { Check } from '../report'
import { checkTypes } from './check-types'
import { fromTarballs, writeConsumers, writeManifest } from './consumer-files'
import type { NodeVersion, NoNode } from './node-versions'
import { runConsumers } from './run-consumers'
import { useCommand } from './use-command'

interface Together {
  readonly packages: readonly Packed[]
  readonly folder: string
  readonly nodes: Promise<readonly (NodeVersion | NoNode)[]>
  readonly check: Check
}

/** All packages in one project: their types, and their use on each Node. */
export async function useTogether({ packages, folder, nodes, check }: Together): Promise<void> {
  const project = projectFolder(folder)
  await writeConsumers(project)
  const dependencies = {
    ...Object.assign({}, ...packages.map(({ manifest }) => requiredPeers(manifest))),
    ...fromTarballs(packages),
  }
  const devDependencies = { '@types/node': '^20.19.0' }
  await writeManifest(project, { dependencies, devDependencies })
  // As in pnpm-workspace.yaml: nothing needs its install script, and some of them download from elsewhere.
  await runCommand('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: project,
  })

  await checkTypes({ project, check })
  for (const node of await nodes) {
    if ('reason' in node) {
      check.skipped(`Node ${node.major}: skipped, ${node.reason}`)
      continue
    }
    const formats = ['mjs', 'cjs'] as const
    const runs = formats.map((format) => runConsumers({ project, packages, format, node }))
    for (const [at, wrong] of (await Promise.all(runs)).entries()) {
      const how = formats[at] === 'mjs' ? 'import' : 'require'
      if (wrong)
        check.bad(
          `Node ${node.version}, ${how}: ${wrong}`,
          'Run it again with --keep, and look at together/ in the folder that stays.',
        )
      else check.good(`Node ${node.version}, ${how}: ${packages.length} packages`)
    }
    await useCommand({ project, node, check })
  }
}

export function projectFolder(folder: string): string {
  return join(folder, 'together')
}

function requiredPeers({ peerDependencies = {}, peerDependenciesMeta = {} }: Packed['manifest']) {
  return Object.fromEntries(
    Object.entries(peerDependencies).filter(([name]) => !peerDependenciesMeta[name]?.optional),
  )
}
