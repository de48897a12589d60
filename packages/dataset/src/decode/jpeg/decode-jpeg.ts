import type { DecodedImage } from '../decoded-image'
import { MODULE_BYTES } from './module-bytes'
import type { JpegHeader } from './read-header'

/** Which pixels are wanted: columns, and rows in rising order. */
export interface WantedPixels {
  readonly columns: Int32Array
  readonly rows: Int32Array
}

/** The functions of decoder.as; the globals are addresses in its memory. */
interface Decoder {
  readonly memory: WebAssembly.Memory
  readonly job: WebAssembly.Global<'i32'>
  readonly componentTables: WebAssembly.Global<'i32'>
  readonly quantization: WebAssembly.Global<'i32'>
  readonly specifications: WebAssembly.Global<'i32'>
  heap(): number
  buildTable(table: number): number
  decode(): number
}

const SPECIFICATION_BYTES = 272
/** A broken stream is noticed after a unit of six blocks, which reads less than this too far. */
const STREAM_MARGIN = 4096
/** Memory never shrinks: a decoder that has grown beyond this for a large picture is not kept. */
const MOST_MEMORY_KEPT = 16 * 2 ** 20

// One for each thread; it keeps nothing between pictures but its memory. null where there is no SIMD.
let kept: Decoder | null | undefined

/**
 * Decodes the wanted pixels of an ordinary JPEG, with the bytes that libjpeg-turbo gives (its "slow" transform and its
 * "fancy" upsampling).
 *
 * @returns [rows, columns, 1 or 3]; undefined where the file is not in order to the last bit, or no SIMD is there.
 */
export function decodeJpeg(
  bytes: Uint8Array,
  header: JpegHeader,
  { columns, rows }: WantedPixels,
): DecodedImage | undefined {
  kept ??= instantiate()
  const decoder = kept
  if (!decoder) return undefined
  const channels = header.components.length
  const length = rows.length * columns.length * channels
  const output = writeJob(decoder, bytes.subarray(header.scan), header, { columns, rows })
  const decoded = writeTables(decoder, header) && decoder.decode() !== 0
  const { buffer } = decoder.memory
  if (buffer.byteLength > MOST_MEMORY_KEPT) kept = undefined
  if (!decoded) return undefined
  const data = new Uint8Array(buffer.slice(output, output + length))
  return { data, height: rows.length, width: columns.length, channels }
}

function instantiate(): Decoder | null {
  const bytes = Uint8Array.from(atob(MODULE_BYTES), (character) => character.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return null
  const environment = { env: { abort: () => undefined } }
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), environment).exports as unknown as Decoder
}

/** Lays out the memory and describes it in the order of the class Job of decoder.as; returns where the output goes. */
function writeJob(
  decoder: Decoder,
  scan: Uint8Array,
  { width, height, components, across, down, restartInterval }: JpegHeader,
  { columns, rows }: WantedPixels,
): number {
  let end = decoder.heap()
  const room = (bytes: number) => {
    const start = end
    end = Math.ceil((end + bytes) / 16) * 16
    return start
  }
  const chromaStride = Math.ceil(width / (8 * across)) * 8
  const planes = room(chromaStride * (across * down + 2) * 16)
  const stream = room(STREAM_MARGIN + scan.length + 16)
  const compressed = room(scan.length)
  // Rows of chroma are stretched sixteen samples at a time.
  const sums = room(chromaStride * 2 + 64)
  const blueRow = room(chromaStride * 2 + 32)
  const redRow = room(chromaStride * 2 + 32)
  const wantedColumns = room(columns.length * 4)
  const wantedRows = room(rows.length * 4)
  const output = room(rows.length * columns.length * components.length)
  growTo(decoder.memory, end)
  const { buffer } = decoder.memory
  new Uint8Array(buffer).set(scan, compressed)
  new Int32Array(buffer).set(columns, wantedColumns / 4)
  new Int32Array(buffer).set(rows, wantedRows / 4)
  const job = [width, height, components.length, across, down, restartInterval]
  job.push(compressed, compressed + scan.length, stream + STREAM_MARGIN + scan.length, planes)
  job.push(sums, blueRow, redRow, wantedColumns, columns.length, wantedRows, rows.length, output)
  new Int32Array(buffer).set(job, decoder.job.value / 4)
  return output
}

function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / 65536))
}

/** False where a Huffman table is none. */
function writeTables(decoder: Decoder, { quantization, huffman, tables }: JpegHeader): boolean {
  const { buffer } = decoder.memory
  for (const [number, steps] of quantization.entries()) {
    if (steps) new Uint16Array(buffer, decoder.quantization.value + number * 128, 64).set(steps)
  }
  const numbers = tables.flatMap(({ quantization: steps, dc, ac }) => [steps, dc, ac])
  new Int32Array(buffer, decoder.componentTables.value).set(numbers)
  for (const number of new Set(tables.flatMap(({ dc, ac }) => [dc, ac]))) {
    const specification = decoder.specifications.value + number * SPECIFICATION_BYTES
    new Uint8Array(buffer, specification, SPECIFICATION_BYTES).fill(0)
    new Uint8Array(buffer, specification).set(huffman[number]!)
    if (decoder.buildTable(number) === 0) return false
  }
  return true
}
