import { crc32, deflateRawSync } from 'node:zlib'

/** One entry as it is to be written, lies included. */
export interface ZipEntry {
  name: string
  data?: string | Buffer
  /** Deflate the data. Default: stored. */
  deflate?: boolean
  /** Unix mode with its type bits. Default 0, as zips made elsewhere have it. */
  mode?: number
  /** Written instead of the method used. */
  method?: number
  /** Written instead of the true one. */
  crc?: number
  /** Written instead of the true size of the unpacked data. */
  size?: number
  /** General purpose bits: 1 is encryption. Default: UTF-8 names (0x800). */
  flags?: number
  /** Points to the data of this entry (by index) instead of having its own. */
  sharesWith?: number
}

/** The bytes of a zip, good or bad: no library makes bad ones. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const table: Buffer[] = []
  const offsets: number[] = []
  let offset = 0
  for (const entry of entries) {
    const { packed, header } = pack(entry)
    const name = Buffer.from(entry.name)
    const own = Buffer.concat([signature(0x04034b50), header, u16(name.length), u16(0), name, packed])
    offsets.push(entry.sharesWith === undefined ? offset : offsets[entry.sharesWith]!)
    if (entry.sharesWith === undefined) {
      parts.push(own)
      offset += own.length
    }
    table.push(tableEntry(header, name, entry.mode ?? 0, offsets.at(-1)!))
  }
  const directory = Buffer.concat(table)
  const count = u16(entries.length)
  const end = [
    signature(0x06054b50),
    u16(0),
    u16(0),
    count,
    count,
    u32(directory.length),
    u32(offset),
    u16(0),
  ]
  return Buffer.concat([...parts, directory, ...end])
}

/** The fields that the local header and the table share: version, flags, method, time, date, crc, sizes. */
function pack(entry: ZipEntry): { packed: Buffer; header: Buffer } {
  const data = Buffer.from(entry.data ?? '')
  const packed = entry.deflate ? deflateRawSync(data) : data
  const method = entry.method ?? (entry.deflate ? 8 : 0)
  const header = Buffer.concat([
    u16(20),
    u16(entry.flags ?? 0x800),
    u16(method),
    u16(0),
    u16(0x21),
    u32(entry.crc ?? crc32(data)),
    u32(packed.length),
    u32(entry.size ?? data.length),
  ])
  return { packed, header }
}

function tableEntry(header: Buffer, name: Buffer, mode: number, offset: number): Buffer {
  const madeOnUnix = u16((3 << 8) | 20)
  const lengths = [u16(name.length), u16(0), u16(0), u16(0), u16(0)]
  const attributes = u32((mode << 16) >>> 0)
  return Buffer.concat([signature(0x02014b50), madeOnUnix, header, ...lengths, attributes, u32(offset), name])
}

function signature(value: number): Buffer {
  return u32(value)
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
