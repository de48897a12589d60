/** What there is to know about a JPEG before its compressed pixels. */
export interface JpegHeader extends Frame {
  /** 64 quantization steps in the order of the zigzag, by the number of the table. */
  readonly quantization: readonly (Uint8Array | undefined)[]
  /** How many codes there are of the lengths 1..16, then the symbols: DC tables 0..3, AC tables 4..7. */
  readonly huffman: readonly (Uint8Array | undefined)[]
  /** Units (a block of chroma with its luma) between two restart markers; 0 for none. */
  readonly restartInterval: number
  /** For each component the numbers of its tables. */
  readonly tables: readonly { readonly quantization: number; readonly dc: number; readonly ac: number }[]
  /** Where the compressed pixels begin. */
  readonly scan: number
}

interface Frame {
  readonly width: number
  readonly height: number
  /** Luma samples for each of chroma. */
  readonly across: 1 | 2
  readonly down: 1 | 2
  /** One component is gray; three are luma, blue and red chroma. */
  readonly components: readonly { readonly id: number; readonly quantization: number }[]
}

interface Segment {
  readonly marker: number
  readonly data: Uint8Array
  /** Where the next one begins. */
  readonly end: number
}

/** What the segments up to the compressed pixels have said. */
interface Found {
  frame?: Frame
  restartInterval: number
  readonly quantization: Uint8Array[]
  readonly huffman: Uint8Array[]
}

const BASELINE = 0xc0
const HUFFMAN_TABLES = 0xc4
const START_OF_SCAN = 0xda
const QUANTIZATION_TABLES = 0xdb
const RESTART_INTERVAL = 0xdd
const COMMENT = 0xfe
const ADOBE = 0xee
const ADOBE_YCC = 1
/** What sharp decodes at most. */
const MOST_PIXELS = 0x3fff ** 2

/**
 * Reads a JPEG up to its compressed pixels; undefined unless it is of the most ordinary kind: baseline, 8 bits, one
 * scan, gray or YCbCr with chroma 4:4:4, 4:2:2 or 4:2:0. Source: ITU-T T.81, annex B.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  const found: Found = { restartInterval: 0, quantization: [], huffman: [] }
  for (const segment of segments(bytes)) {
    if (segment.marker === START_OF_SCAN) return headerOf(found, segment)
    if (!readSegment(segment, found)) return undefined
  }
  return undefined
}

/** The segments after the two bytes that begin every JPEG, as long as they are whole. */
function* segments(bytes: Uint8Array): Generator<Segment, void, undefined> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return
    yield { marker: bytes[at + 1]!, data: bytes.subarray(at + 4, end), end }
    at = end
  }
}

/** Takes note of a segment; false where it is none of an ordinary picture. */
function readSegment({ marker, data }: Segment, found: Found): boolean {
  switch (marker) {
    case BASELINE:
      if (found.frame) return false
      found.frame = frameOf(data)
      return found.frame !== undefined
    case HUFFMAN_TABLES:
      return readHuffmanTables(data, found.huffman)
    case QUANTIZATION_TABLES:
      return readQuantization(data, found.quantization)
    case RESTART_INTERVAL:
      found.restartInterval = data[0]! * 256 + data[1]!
      return data.length === 2
    case ADOBE:
      return !isAdobe(data) || data[11] === ADOBE_YCC
    default:
      return marker === COMMENT || (marker >= 0xe0 && marker <= 0xef)
  }
}

function isAdobe(data: Uint8Array): boolean {
  return data.length >= 12 && String.fromCharCode(...data.subarray(0, 5)) === 'Adobe'
}

function frameOf(data: Uint8Array): Frame | undefined {
  const count = data[5]
  const [height, width] = [data[1]! * 256 + data[2]!, data[3]! * 256 + data[4]!]
  const pixels = width * height
  if (data[0] !== 8 || (count !== 1 && count !== 3) || data.length !== 6 + 3 * count) return undefined
  if (pixels === 0 || pixels > MOST_PIXELS) return undefined
  const components = Array.from({ length: count }, (_, component) => {
    const [id, sampling, quantization] = data.subarray(6 + 3 * component, 9 + 3 * component)
    return { id: id!, sampling: sampling!, quantization: quantization! }
  })
  // Alone, a component is read block by block, whatever its sampling.
  if (count === 1) return { width, height, across: 1, down: 1, components }
  const [luma, blue, red] = components
  const [across, down] = [luma!.sampling >> 4, luma!.sampling & 15]
  const ordinary =
    components.every(({ id }, component) => id === component + 1) &&
    (across === 1 || across === 2) &&
    (down === 1 || (down === 2 && across === 2)) &&
    blue!.sampling === 0x11 &&
    red!.sampling === 0x11
  // libjpeg repeats chroma, rather than fit it, where there are no more than two columns of it.
  return ordinary && (across === 1 || width > 4) ? { width, height, across, down, components } : undefined
}

function readHuffmanTables(data: Uint8Array, tables: Uint8Array[]): boolean {
  let at = 0
  while (at + 17 <= data.length) {
    const [kind, number] = [data[at]! >> 4, data[at]! & 15]
    const symbols = data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)
    const end = at + 17 + symbols
    if (kind > 1 || number > 3 || symbols > 256 || end > data.length) return false
    tables[kind * 4 + number] = data.subarray(at + 1, end)
    at = end
  }
  return at === data.length
}

function readQuantization(data: Uint8Array, tables: Uint8Array[]): boolean {
  let at = 0
  // The first four bits are 0 for steps of one byte.
  for (; at + 65 <= data.length && data[at]! < 4; at += 65) tables[data[at]!] = data.subarray(at + 1, at + 65)
  return at === data.length
}

/** All of it, if the scan has every component and everything that is used was defined. */
function headerOf({ frame, ...found }: Found, { data, end }: Segment): JpegHeader | undefined {
  if (!frame) return undefined
  const count = frame.components.length
  // Its last three bytes are 0, 63 and 0 in a picture that is not progressive.
  if (data.length !== 4 + 2 * count || data[0] !== count || data.at(-2) !== 63) return undefined
  const tables = frame.components.map(({ quantization }, component) => {
    const selected = data[2 + 2 * component]!
    return { quantization, dc: selected >> 4, ac: 4 + (selected & 15) }
  })
  const whole = frame.components.every(({ id }, component) => {
    const { quantization, dc, ac } = tables[component]!
    const defined = found.quantization[quantization] && found.huffman[dc] && found.huffman[ac]
    return data[1 + 2 * component] === id && dc < 4 && defined !== undefined
  })
  return whole ? { ...frame, ...found, tables, scan: end } : undefined
}
