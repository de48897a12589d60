// Decodes a sequential JPEG of 8 bits, gray or YCbCr, to the rows and columns that are wanted of it. Anything out of
// the ordinary ends it: another decoder then says what is wrong, or makes the best of it.
import { beginStream, bitsRead, block, BROKEN_BLOCK, FLAT_BLOCK, readBlock } from './blocks'
import { buildTable, specifications } from './huffman'
import { flatBlock, inverseDct } from './inverse-dct'
import { upsampleRow, writeColorRow, writeGrayRow } from './pixels'
import { copyReversed, marker } from './stream'

export { buildTable, specifications }

/** What is decoded, in which order the caller writes it down (int32 numbers; addresses are bytes). */
// @ts-ignore: decorator
@unmanaged
class Job {
  width: i32
  height: i32
  /** 1 or 3. */
  components: i32
  /** Luma samples for one of chroma, across and down: 1 or 2. */
  across: i32
  down: i32
  /** Units (a block of chroma with its luma) between two restart markers; 0 for none. */
  restartInterval: i32
  /** The compressed bytes. */
  scan: usize
  scanEnd: usize
  /** The end of the room for the bytes between two markers. */
  streamEnd: usize
  /** Room for two rows of blocks of each component. */
  planes: usize
  /** Room for `upsampleRow`, and for a row of each chroma as wide as luma. */
  sums: usize
  blueRow: usize
  redRow: usize
  /** Wanted columns and rows, int32, rows in rising order. */
  columns: usize
  columnCount: i32
  rows: usize
  rowCount: i32
  output: usize
}

export const job: usize = memory.data(68)
/** Of each of three components: which quantization, DC and AC table it uses. int32. */
export const componentTables: usize = memory.data(36)
/** Four tables of 64 steps, 16 bits each, in the order of the zigzag. */
export const quantization: usize = memory.data(512)
/** The last DC value of each component. */
const previous: usize = memory.data(12)

/** Where the caller's own data may begin. */
export function heap(): usize {
  return __heap_base
}

const END_OF_IMAGE: u8 = 0xd9
const FIRST_RESTART: u8 = 0xd0

let lumaStride: usize = 0
let chromaStride: usize = 0
let blueChroma: usize = 0
let redChroma: usize = 0

/** Decodes `job`; false where the picture is out of the ordinary. */
export function decode(): bool {
  const picture = changetype<Job>(job)
  // A picture that was given up may have left its coefficients.
  memory.fill(block, 0, 128)
  const across = picture.across
  const down = picture.down
  const unitsAcross = (picture.width + 8 * across - 1) / (8 * across)
  const unitsDown = (picture.height + 8 * down - 1) / (8 * down)
  chromaStride = <usize>unitsAcross << 3
  lumaStride = chromaStride * across
  blueChroma = picture.planes + lumaStride * 16 * down
  redChroma = blueChroma + chromaStride * 16

  let restarts = 0
  let left = nextInterval(picture, picture.scan)
  if (left < 0) return false
  let bits = streamBits
  let row = 0
  for (let unitRow = 0; unitRow < unitsDown; unitRow++) {
    for (let unit = 0; unit < unitsAcross; unit++) {
      if (left == 0) {
        if (!endOfInterval(bits) || load<u8>(marker + 1) != FIRST_RESTART + (restarts & 7)) return false
        restarts++
        left = nextInterval(picture, marker + 2)
        if (left < 0) return false
        bits = streamBits
      }
      left--
      if (!readUnit(picture, unit, unitRow) || bitsRead() > bits) return false
    }
    row = writeRows(picture, row, unitRow, unitRow == unitsDown - 1)
  }
  return endOfInterval(bits) && load<u8>(marker + 1) == END_OF_IMAGE
}

/** Bits of the stream in work. */
let streamBits: i32 = 0

/** Begins to read what follows a marker; how many units follow, or -1 where no marker ends them. */
function nextInterval(picture: Job, from: usize): i32 {
  streamBits = copyReversed(from, picture.scanEnd, picture.streamEnd) << 3
  beginStream(picture.streamEnd)
  memory.fill(previous, 0, 12)
  if (marker == 0) return -1
  return picture.restartInterval > 0 ? picture.restartInterval : i32.MAX_VALUE
}

/** Whether all bits were used but those that fill the last byte. */
function endOfInterval(bits: i32): bool {
  const left = bits - bitsRead()
  return left >= 0 && left < 8
}

/** Reads the blocks of all components at one place into the planes, which hold two rows of blocks in turns. */
function readUnit(picture: Job, unit: i32, unitRow: i32): bool {
  const across = picture.across
  const down = picture.down
  const half = unitRow & 1
  const luma = picture.planes + <usize>(half * 8 * down) * lumaStride + (<usize>(unit * across) << 3)
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      if (!readInto(0, luma + <usize>(y << 3) * lumaStride + (<usize>x << 3), lumaStride)) return false
    }
  }
  if (picture.components == 1) return true
  const at = (<usize>(half << 3)) * chromaStride + (<usize>unit << 3)
  return readInto(1, blueChroma + at, chromaStride) && readInto(2, redChroma + at, chromaStride)
}

// @ts-ignore: decorator
@inline
function readInto(component: i32, output: usize, stride: usize): bool {
  const tables = componentTables + <usize>(component * 12)
  const steps = quantization + (<usize>load<i32>(tables) << 7)
  const kind = readBlock(load<i32>(tables, 4), load<i32>(tables, 8), previous + (component << 2), steps)
  if (kind == BROKEN_BLOCK) return false
  if (kind == FLAT_BLOCK) flatBlock(output, stride)
  else inverseDct(output, stride)
  return true
}

/** Writes the wanted rows from the `row`th on whose samples are all there; returns the first one that is left. */
function writeRows(picture: Job, row: i32, unitRow: i32, isLast: bool): i32 {
  const down = picture.down
  const lumaRows = 16 * down
  // Chroma of the row at the lower edge lies half in the next row of blocks.
  const ready = isLast ? picture.height : (unitRow + 1) * 8 * down - (down - 1)
  const rowLength = <usize>(picture.columnCount * picture.components)
  for (; row < picture.rowCount; row++) {
    const source = load<i32>(picture.rows + (<usize>row << 2))
    if (source >= ready) break
    const luma = picture.planes + <usize>(source % lumaRows) * lumaStride
    const output = picture.output + <usize>row * rowLength
    if (picture.components == 1) {
      writeGrayRow(luma, picture.columns, picture.columnCount, output)
    } else {
      const blue = chromaRow(picture, blueChroma, source, picture.blueRow)
      const red = chromaRow(picture, redChroma, source, picture.redRow)
      writeColorRow(luma, blue, red, picture.columns, picture.columnCount, output)
    }
  }
  return row
}

/** A row of chroma with as many columns as luma: in `room`, or where it lies if it has them already. */
function chromaRow(picture: Job, plane: usize, source: i32, room: usize): usize {
  let near = source
  let far = source
  if (picture.down == 2) {
    near = source >> 1
    far = min(max((source & 1) != 0 ? near + 1 : near - 1, 0), ((picture.height + 1) >> 1) - 1)
  }
  const nearRow = plane + <usize>(near & 15) * chromaStride
  if (picture.across == 1) return nearRow
  const farRow = plane + <usize>(far & 15) * chromaStride
  upsampleRow(nearRow, farRow, (picture.width + 1) >> 1, picture.down, picture.sums, room)
  return room
}
