// Huffman codes of a JPEG (ITU-T T.81, annexes C and F): eight tables, 0..3 for DC and 4..7 for AC coefficients.

/** Codes up to this length, with the bits of the value where these fit too, are decoded by one look-up. */
export const FAST_BITS: i32 = 10
/** The largest size of a DC difference in a picture of 8 bits. */
const LARGEST_DC_SIZE: i32 = 11
const SPECIFICATION_BYTES: usize = 272
const LOOKUP_BYTES: usize = 4096
const CANONICAL_BYTES: usize = 136

/** Each table as in a DHT segment: how many codes there are of the lengths 1..16, then up to 256 symbols. */
export const specifications: usize = memory.data(8 * 272)
/** Each table: an entry for every FAST_BITS bits. */
const lookups: usize = memory.data(8 * 4096, 16)
/** Each table: for the lengths 0..16 where codes end, as 16 bits, and what turns a code into its symbol's place. */
const canonicals: usize = memory.data(8 * 136, 16)

/** The run of an "end of block": out of the block at once. */
export const END_OF_BLOCK: i32 = 128
/** Set in an entry whose value's bits are still to be read; the entry holds their number. */
export const VALUE_FOLLOWS: i32 = 0x80

// @ts-ignore: decorator
@inline
export function lookupOf(table: i32): usize {
  return lookups + <usize>table * LOOKUP_BYTES
}

/** Builds what decoding looks up, from the table's specification; false where that is no code of a JPEG. */
export function buildTable(table: i32): bool {
  const specification = specifications + <usize>table * SPECIFICATION_BYTES
  const canonical = canonicals + <usize>table * CANONICAL_BYTES
  const lookup = lookupOf(table)
  memory.fill(lookup, 0, LOOKUP_BYTES)
  let code: i32 = 0
  let place: i32 = 0
  for (let length: i32 = 1; length <= 16; length++) {
    const count: i32 = load<u8>(specification + length - 1)
    store<i32>(canonical + (length << 3), place - code, 4)
    for (let i = 0; i < count; i++, code++, place++) {
      // Places go up to 255, and no code is all ones.
      if (place > 255 || code + 1 >= 1 << length) return false
      const symbol: i32 = load<u8>(specification + 16 + place)
      if (table < 4 && symbol > LARGEST_DC_SIZE) return false
      if (length <= FAST_BITS) fillEntries(lookup, code, length, symbol)
    }
    store<i32>(canonical + (length << 3), code << (16 - length))
    code <<= 1
  }
  return true
}

/** All entries that begin with a code. From the low bits: bits used (7), VALUE_FOLLOWS, run (8), value (16). */
function fillEntries(lookup: usize, code: i32, length: i32, symbol: i32): void {
  const free = FAST_BITS - length
  for (let bits = 0; bits < 1 << free; bits++) {
    store<i32>(lookup + (((code << free) | bits) << 2), entryOf(symbol, length, bits, free))
  }
}

/** The entry of a symbol whose code is followed by these bits. */
function entryOf(symbol: i32, length: i32, bits: i32, free: i32): i32 {
  const size = symbol & 15
  const run = symbol >> 4
  // Fifteen zeros and a value of zero are the sixteen of a "zero run length".
  if (size == 0) return length | ((run == 15 ? 15 : END_OF_BLOCK) << 8)
  if (size > free) return length | VALUE_FOLLOWS | (run << 8) | (size << 16)
  return (length + size) | (run << 8) | (signed(bits >> (free - size), size) << 16)
}

/** A value of `size` bits: the lower half of them stands for negative numbers (T.81, F.2.2.1). */
// @ts-ignore: decorator
@inline
export function signed(bits: i32, size: i32): i32 {
  return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits
}

/** The entry, its value still to be read, of a code longer than FAST_BITS; 0 where there is none. */
export function longEntry(table: i32, sixteenBits: i32): i32 {
  const canonical = canonicals + <usize>table * CANONICAL_BYTES
  for (let length = FAST_BITS + 1; length <= 16; length++) {
    if (sixteenBits >= load<i32>(canonical + (length << 3))) continue
    const place = (sixteenBits >> (16 - length)) + load<i32>(canonical + (length << 3), 4)
    return entryOf(load<u8>(specifications + <usize>table * SPECIFICATION_BYTES + 16 + place), length, 0, 0)
  }
  return 0
}
