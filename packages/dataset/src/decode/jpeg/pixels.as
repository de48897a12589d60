// From the planes of a JPEG to the pixels that are wanted.

// @ts-ignore: decorator
@inline
function weighted(near: v128, far: v128): v128 {
  return i16x8.add(i16x8.add(near, i16x8.shl(near, 1)), far)
}

/**
 * A row of chroma with twice as many columns, as libjpeg's "fancy" upsampling has it: 3/4 of the near sample and 1/4
 * of the far one in each direction.
 *
 * @param far the row on the other side; `near` itself where chroma has as many rows as luma
 * @param count samples of the row; up to the next multiple of 16 others may be read and written
 * @param down rows of luma for one of chroma, which decides how halves are rounded
 * @param sums room for count + 32 numbers of 16 bits
 */
export function upsampleRow(near: usize, far: usize, count: i32, down: i32, sums: usize, output: usize): void {
  const first = sums + 16
  for (let i: usize = 0; i < <usize>count; i += 16) {
    const nearBytes = v128.load(near + i), farBytes = v128.load(far + i)
    const to = first + (i << 1)
    v128.store(to, weighted(i16x8.extend_low_i8x16_u(nearBytes), i16x8.extend_low_i8x16_u(farBytes)))
    v128.store(to, weighted(i16x8.extend_high_i8x16_u(nearBytes), i16x8.extend_high_i8x16_u(farBytes)), 16)
  }
  // Past its edges the row goes on as it ends.
  store<u16>(first - 2, load<u16>(first))
  store<u16>(first + (<usize>count << 1), load<u16>(first + (<usize>(count - 1) << 1)))
  // Half a unit is rounded up and down in turns.
  const leftRounding = i16x8.splat(down == 2 ? 8 : 4)
  const rightRounding = i16x8.splat(down == 2 ? 7 : 8)
  for (let i: usize = 0; i < <usize>count << 1; i += 16) {
    const at = first + i
    const own = v128.load(at)
    const left = i16x8.shr_u(i16x8.add(weighted(own, v128.load(at - 2)), leftRounding), 4)
    const right = i16x8.shr_u(i16x8.add(weighted(own, v128.load(at + 2)), rightRounding), 4)
    v128.store(output + i, v128.or(left, i16x8.shl(right, 8)))
  }
}

// @ts-ignore: decorator
@inline
function clip(value: i32): u8 {
  return <u8>max(min(value, 255), 0)
}

/** The wanted columns (int32) of a row, from YCbCr to RGB as in JFIF. */
export function writeColorRow(luma: usize, blue: usize, red: usize, columns: usize, count: i32, output: usize): void {
  for (const end = columns + (<usize>count << 2); columns < end; columns += 4, output += 3) {
    const column = <usize>load<i32>(columns)
    const level = (<i32>load<u8>(luma + column) << 16) + 32768
    const blueness = <i32>load<u8>(blue + column) - 128
    const redness = <i32>load<u8>(red + column) - 128
    // 1.402, .344136, .714136 and 1.772 with 16 bits after the point.
    store<u8>(output, clip((level + redness * 91881) >> 16))
    store<u8>(output, clip((level - blueness * 22554 - redness * 46802) >> 16), 1)
    store<u8>(output, clip((level + blueness * 116130) >> 16), 2)
  }
}

/** The wanted columns (int32) of a row of gray. */
export function writeGrayRow(luma: usize, columns: usize, count: i32, output: usize): void {
  for (const end = columns + (<usize>count << 2); columns < end; columns += 4, output++) {
    store<u8>(output, load<u8>(luma + <usize>load<i32>(columns)))
  }
}
