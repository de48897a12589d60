import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'

export interface TarEntry extends Partial<Header> {
  name: string
  data?: string | Buffer
}

/** The bytes of a tar, good or bad. */
export async function writeTar(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack()
  for (const { data = '', ...header } of entries) {
    if (header.type === undefined || header.type === 'file') tar.entry(header, data)
    else tar.entry({ size: 0, ...header })
  }
  tar.finalize()
  return await buffer(tar as AsyncIterable<Buffer>)
}

export async function writeTarGz(entries: readonly TarEntry[]): Promise<Buffer> {
  return gzipSync(await writeTar(entries))
}
