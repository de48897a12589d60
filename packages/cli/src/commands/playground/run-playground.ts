import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sirv from 'sirv'
import { findModel } from '../../model/find-model'
import type { Surroundings } from '../../surroundings'
import { jsonDocument } from '../../text/json-document'

export interface PlaygroundOptions {
  readonly json: boolean
  /** 0: any that is free. */
  readonly port: number
}

const HOST = '127.0.0.1'
const MODEL = '/model/'

/** Serves the page and the model until it is interrupted. */
export async function runPlayground(
  named: string | undefined,
  { port, json }: PlaygroundOptions,
  { stdout, folder: here }: Surroundings,
): Promise<void> {
  const { folder } = await findModel(here, named)
  const server = serve(folder)
  server.listen(port, HOST)
  await once(server, 'listening')
  const url = `http://${HOST}:${(server.address() as AddressInfo).port}/`
  stdout.write(json ? jsonDocument({ url, model: folder }) : `${url}\n`)
  await interrupted()
  server.closeAllConnections()
  server.close()
}

function serve(modelFolder: string): Server {
  // Beside this file, where the build puts it.
  const page = sirv(join(import.meta.dirname, 'playground'), { etag: true })
  const model = sirv(modelFolder, { dev: true, etag: true })
  return createServer((request, response) => {
    const missing = () => {
      response.writeHead(404).end('There is no such file.\n')
    }
    if (!request.url?.startsWith(MODEL)) return page(request, response, missing)
    request.url = request.url.slice(MODEL.length - 1)
    model(request, response, missing)
  })
}

async function interrupted(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
