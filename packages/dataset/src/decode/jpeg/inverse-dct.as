// The inverse cosine transform of libjpeg's "slow" method, in whole numbers, with the 16 and 32 bits, roundings and
// saturations of libjpeg-turbo's vector instructions: the same bytes, also where a picture leaves 0..255.
// Source: Loeffler, Ligtenberg, Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", 1989.
import { block } from './blocks'

/** Bits after the point of the constants, and the further ones that the first pass keeps. */
const CONSTANT_BITS: i32 = 13
const KEPT_BITS: i32 = 2

// Pairs of constants, times 2^13: a dot product multiplies two inputs at once.
const EVEN_2 = i16x8(10703, 4433, 10703, 4433, 10703, 4433, 10703, 4433) // .541196100 + .765366865, .541196100
const EVEN_6 = i16x8(4433, -10704, 4433, -10704, 4433, -10704, 4433, -10704) // .541196100, .541196100 - 1.847759065
const ODD_3 = i16x8(-6436, 9633, -6436, 9633, -6436, 9633, -6436, 9633) // 1.175875602 - 1.961570560, 1.175875602
const ODD_4 = i16x8(9633, 6437, 9633, 6437, 9633, 6437, 9633, 6437) // 1.175875602, 1.175875602 - .390180644
const ODD_7 = i16x8(-4927, -7373, -4927, -7373, -4927, -7373, -4927, -7373) // .298631336 - .899976223, -.899976223
const ODD_1 = i16x8(-7373, 4926, -7373, 4926, -7373, 4926, -7373, 4926) // -.899976223, 1.501321110 - .899976223
const ODD_5 = i16x8(-4176, -20995, -4176, -20995, -4176, -20995, -4176, -20995) // 2.053119869 - 2.562915447, -2.562915447
const ODD_2 = i16x8(-20995, 4177, -20995, 4177, -20995, 4177, -20995, 4177) // -2.562915447, 3.072711026 - 2.562915447

/** Writes a block of one colour, 8 x 8 bytes whose rows are `stride` apart. */
export function flatBlock(output: usize, stride: usize): void {
  const first: i32 = load<i16>(block)
  const value = min(max(((first << KEPT_BITS) + 16) >> 5, -128), 127) + 128
  const eight = i8x16.splat(<i8>value)
  for (let row = 0; row < 8; row++, output += stride) v128.store64_lane(output, eight, 0)
  store<i16>(block, 0)
}

/** Transforms `block` into 8 x 8 bytes whose rows are `stride` apart, and sets it to zero. */
export function inverseDct(output: usize, stride: usize): void {
  pass(CONSTANT_BITS - KEPT_BITS)
  transpose()
  pass(CONSTANT_BITS + KEPT_BITS + 3)
  transpose()
  const zero = i64x2.splat(0)
  const middle = i8x16.splat(-128)
  for (let pair: usize = 0; pair < 128; pair += 32) {
    const rows = v128.load(block + pair)
    const bytes = v128.xor(i8x16.narrow_i16x8_s(rows, v128.load(block + pair, 16)), middle)
    v128.store64_lane(output, bytes, 0)
    v128.store64_lane(output + stride, bytes, 1)
    output += stride << 1
    v128.store(block + pair, zero)
    v128.store(block + pair, zero, 16)
  }
}

// @ts-ignore: decorator
@inline
function low(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
}

// @ts-ignore: decorator
@inline
function high(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
}

/** The sum and the difference of two times four numbers, rounded, as rows `row` and 7 - `row` of the block. */
// @ts-ignore: decorator
@inline
function storeRows(row: usize, evenLow: v128, evenHigh: v128, oddLow: v128, oddHigh: v128, shift: i32): void {
  const half = i32x4.splat(1 << (shift - 1))
  const lowHalf = i32x4.add(evenLow, half)
  const highHalf = i32x4.add(evenHigh, half)
  const sum = i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(lowHalf, oddLow), shift), i32x4.shr_s(i32x4.add(highHalf, oddHigh), shift))
  const difference = i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.sub(lowHalf, oddLow), shift), i32x4.shr_s(i32x4.sub(highHalf, oddHigh), shift))
  v128.store(block + (row << 4), sum)
  v128.store(block + ((7 - row) << 4), difference)
}

/** One dimension of the transform, down the columns of the block. */
// @ts-ignore: decorator
@inline
function pass(shift: i32): void {
  const in0 = v128.load(block), in1 = v128.load(block, 16), in2 = v128.load(block, 32), in3 = v128.load(block, 48)
  const in4 = v128.load(block, 64), in5 = v128.load(block, 80), in6 = v128.load(block, 96), in7 = v128.load(block, 112)

  const low26 = low(in2, in6), high26 = high(in2, in6)
  const outerLow = i32x4.dot_i16x8_s(low26, EVEN_2), outerHigh = i32x4.dot_i16x8_s(high26, EVEN_2)
  const innerLow = i32x4.dot_i16x8_s(low26, EVEN_6), innerHigh = i32x4.dot_i16x8_s(high26, EVEN_6)
  const sum = i16x8.add(in0, in4), difference = i16x8.sub(in0, in4)
  const sumLow = i32x4.shl(i32x4.extend_low_i16x8_s(sum), CONSTANT_BITS)
  const sumHigh = i32x4.shl(i32x4.extend_high_i16x8_s(sum), CONSTANT_BITS)
  const differenceLow = i32x4.shl(i32x4.extend_low_i16x8_s(difference), CONSTANT_BITS)
  const differenceHigh = i32x4.shl(i32x4.extend_high_i16x8_s(difference), CONSTANT_BITS)

  const sum37 = i16x8.add(in3, in7), sum15 = i16x8.add(in1, in5)
  const lowSums = low(sum37, sum15), highSums = high(sum37, sum15)
  const z3Low = i32x4.dot_i16x8_s(lowSums, ODD_3), z3High = i32x4.dot_i16x8_s(highSums, ODD_3)
  const z4Low = i32x4.dot_i16x8_s(lowSums, ODD_4), z4High = i32x4.dot_i16x8_s(highSums, ODD_4)
  const low71 = low(in7, in1), high71 = high(in7, in1), low53 = low(in5, in3), high53 = high(in5, in3)

  storeRows(
    0, i32x4.add(sumLow, outerLow), i32x4.add(sumHigh, outerHigh),
    i32x4.add(i32x4.dot_i16x8_s(low71, ODD_1), z4Low), i32x4.add(i32x4.dot_i16x8_s(high71, ODD_1), z4High), shift)
  storeRows(
    1, i32x4.add(differenceLow, innerLow), i32x4.add(differenceHigh, innerHigh),
    i32x4.add(i32x4.dot_i16x8_s(low53, ODD_2), z3Low), i32x4.add(i32x4.dot_i16x8_s(high53, ODD_2), z3High), shift)
  storeRows(
    2, i32x4.sub(differenceLow, innerLow), i32x4.sub(differenceHigh, innerHigh),
    i32x4.add(i32x4.dot_i16x8_s(low53, ODD_5), z4Low), i32x4.add(i32x4.dot_i16x8_s(high53, ODD_5), z4High), shift)
  storeRows(
    3, i32x4.sub(sumLow, outerLow), i32x4.sub(sumHigh, outerHigh),
    i32x4.add(i32x4.dot_i16x8_s(low71, ODD_7), z3Low), i32x4.add(i32x4.dot_i16x8_s(high71, ODD_7), z3High), shift)
}

/** Rows and columns of the block exchanged. */
// @ts-ignore: decorator
@inline
function transpose(): void {
  const row0 = v128.load(block), row1 = v128.load(block, 16), row2 = v128.load(block, 32), row3 = v128.load(block, 48)
  const row4 = v128.load(block, 64), row5 = v128.load(block, 80), row6 = v128.load(block, 96), row7 = v128.load(block, 112)
  // Three times the first and the second half like the cards of a deck: rows 0 and 4, 2 and 6, ...
  const a0 = low(row0, row4), a1 = high(row0, row4), a2 = low(row1, row5), a3 = high(row1, row5)
  const a4 = low(row2, row6), a5 = high(row2, row6), a6 = low(row3, row7), a7 = high(row3, row7)
  const b0 = low(a0, a4), b1 = high(a0, a4), b2 = low(a1, a5), b3 = high(a1, a5)
  const b4 = low(a2, a6), b5 = high(a2, a6), b6 = low(a3, a7), b7 = high(a3, a7)
  v128.store(block, low(b0, b4))
  v128.store(block, high(b0, b4), 16)
  v128.store(block, low(b1, b5), 32)
  v128.store(block, high(b1, b5), 48)
  v128.store(block, low(b2, b6), 64)
  v128.store(block, high(b2, b6), 80)
  v128.store(block, low(b3, b7), 96)
  v128.store(block, high(b3, b7), 112)
}
