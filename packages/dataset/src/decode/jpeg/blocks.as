// The entropy-coded blocks of a sequential JPEG.
import { END_OF_BLOCK, FAST_BITS, longEntry, lookupOf, signed, VALUE_FOLLOWS } from './huffman'

/** The place of each coefficient of the zigzag in the 8 x 8 block. */
const naturalOrder: usize = memory.data<u8>([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
  58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
])

/** 64 coefficients, times their quantization steps: int16, row by row. */
export const block: usize = memory.data(128, 16)

/** Four times what a picture of 8 bits can have: beyond it, decoders no longer agree. */
const LARGEST: u32 = 8191

export const BROKEN_BLOCK: i32 = 0
/** Of one colour: its first coefficient is all there is. */
export const FLAT_BLOCK: i32 = 1
export const WHOLE_BLOCK: i32 = 2

// The stream is read backwards in memory, so that a little-endian load has its bytes in their order.
/** Bits that come next, from the top. */
let window: u64 = 0
/** How many bits of the window count. */
let available: i32 = 0
/** Where the next eight bytes are loaded from. */
let next: usize = 0
let firstLoad: usize = 0

/** Begins to read a stream whose first byte lies just below `end`. */
export function beginStream(end: usize): void {
  firstLoad = end - 8
  next = firstLoad
  window = 0
  available = 0
}

/** How many bits have been used. */
export function bitsRead(): i32 {
  return (<i32>(firstLoad - next) << 3) - available
}

/**
 * Decodes one block into `block`, which must be zero; returns what kind it is.
 *
 * @param previous Where the component's last DC value is kept (int32).
 * @param steps 64 quantization steps in the order of the zigzag, 16 bits each.
 */
export function readBlock(dcTable: i32, acTable: i32, previous: usize, steps: usize): i32 {
  let bits = window
  let count = available
  let from = next

  bits |= load<u64>(from) >> count
  from -= (63 - count) >> 3
  count |= 56
  let entry = load<i32>(lookupOf(dcTable) + (<usize>(bits >> (64 - FAST_BITS)) << 2))
  if (entry == 0) entry = longEntry(dcTable, <i32>(bits >> 48))
  if (entry == 0) return BROKEN_BLOCK
  let used = entry & 0x7f
  bits <<= used
  count -= used
  let value = entry >> 16
  if (entry & VALUE_FOLLOWS) {
    used = value
    value = signed(<i32>(bits >> (64 - used)), used)
    bits <<= used
    count -= used
  }
  value += load<i32>(previous)
  store<i32>(previous, value)
  value *= load<u16>(steps)
  if (<u32>(value + LARGEST) > 2 * LARGEST) return BROKEN_BLOCK
  store<i16>(block, value)

  const lookup = lookupOf(acTable)
  let place = 1
  while (place < 64) {
    bits |= load<u64>(from) >> count
    from -= (63 - count) >> 3
    count |= 56
    entry = load<i32>(lookup + (<usize>(bits >> (64 - FAST_BITS)) << 2))
    if (entry == 0) entry = longEntry(acTable, <i32>(bits >> 48))
    if (entry == 0) return BROKEN_BLOCK
    used = entry & 0x7f
    bits <<= used
    count -= used
    place += (entry >> 8) & 0xff
    if (place > 63) {
      // Any other run leads to its value.
      if (place <= END_OF_BLOCK) return BROKEN_BLOCK
      break
    }
    value = entry >> 16
    if (entry & VALUE_FOLLOWS) {
      used = value
      value = signed(<i32>(bits >> (64 - used)), used)
      bits <<= used
      count -= used
    }
    value *= load<u16>(steps + (<usize>place << 1))
    if (<u32>(value + LARGEST) > 2 * LARGEST) return BROKEN_BLOCK
    store<i16>(block + (<usize>load<u8>(naturalOrder + place) << 1), value)
    place++
  }

  window = bits
  available = count
  next = from
  return place == 1 + END_OF_BLOCK ? FLAT_BLOCK : WHOLE_BLOCK
}
