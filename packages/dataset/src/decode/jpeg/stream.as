// The bytes between two markers of a JPEG.

/** Where the last `copyReversed` ended: at a marker, or 0 at the end of the file. */
export let marker: usize = 0

/**
 * Copies the bytes up to the next marker, without the zeros that are stuffed after each FF, from `end` downwards.
 *
 * @returns how many
 */
export function copyReversed(from: usize, limit: usize, end: usize): i32 {
  const ones = i8x16.splat(-1)
  let to = end
  marker = 0
  while (from < limit) {
    if (from + 16 <= limit) {
      const bytes = v128.load(from)
      if (!v128.any_true(i8x16.eq(bytes, ones))) {
        to -= 16
        v128.store(to, v128.shuffle<i8>(bytes, bytes, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0))
        from += 16
        continue
      }
    }
    const byte = load<u8>(from)
    if (byte == 0xff) {
      if (from + 1 >= limit) break
      if (load<u8>(from + 1) != 0) {
        marker = from
        break
      }
      from++
    }
    store<u8>(--to, byte)
    from++
  }
  return <i32>(end - to)
}
