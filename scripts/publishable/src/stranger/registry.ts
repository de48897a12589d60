import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeFileAtomically } from '@graft-ml/core/files'
import { runServer } from 'verdaccio'

/** A registry on this machine. */
export interface Registry {
  readonly url: string
  close(): Promise<void>
}

/** Serves what is published to it under this scope, and nothing else. */
export async function startRegistry(folder: string, scope: string): Promise<Registry> {
  const config = {
    storage: join(folder, 'storage'),
    uplinks: {},
    packages: { [`${scope}/*`]: { access: '$all', publish: '$all' } },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
    max_body_size: '100mb',
  }
  // YAML, of which JSON is a part.
  const path = join(folder, 'config.yaml')
  await writeFileAtomically(path, JSON.stringify(config))
  const server = (await runServer(path)) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
