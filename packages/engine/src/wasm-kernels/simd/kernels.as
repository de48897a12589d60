// AssemblyScript, compiled by compile.mjs into module-bytes.ts. Works on the memory of tfjs-backend-wasm or on one
// of the engine's own: every `usize` is the byte offset of float32 numbers there.

/** Rows of `a` whose sums are held in registers at a time. */
const TILE: u32 = 4
/** Columns held in registers at a time are two vectors: 32 bytes of a row. */
const STRIP: usize = 32

/**
 * c += a b, where a is [rows, inner], b is [inner, columns], columns a multiple of 8.
 *
 * Goes through b from top to bottom in blocks of `depth` rows. Each block is first copied into `scratch`
 * (depth * columns floats) strip by strip, so that the inner loop reads it in order from the nearest cache.
 */
export function multiplyAdd(
  a: usize, b: usize, c: usize, scratch: usize, rows: u32, inner: u32, columns: u32, depth: u32
): void {
  const bRow: usize = <usize>columns << 2
  const aRow: usize = <usize>inner << 2
  const whole = rows - (rows % TILE)
  for (let top: u32 = 0; top < inner; top += depth) {
    const height = min(depth, inner - top)
    const panel: usize = <usize>height * STRIP
    packStrips(b + <usize>top * bRow, scratch, height, bRow, panel)
    for (let j: usize = 0; j < bRow; j += STRIP) {
      const strip = scratch + (j / STRIP) * panel
      let aTile = a + (<usize>top << 2)
      let cTile = c + j
      for (let i: u32 = 0; i < whole; i += TILE) {
        multiplyTile(aTile, aRow, strip, panel, cTile, bRow)
        aTile += aRow * TILE
        cTile += bRow * TILE
      }
      for (let i = whole; i < rows; i++) {
        multiplyRow(aTile, strip, panel, cTile)
        aTile += aRow
        cTile += bRow
      }
    }
  }
}

function packStrips(from: usize, to: usize, height: u32, bRow: usize, panel: usize): void {
  for (let k: u32 = 0; k < height; k++) {
    const end = from + bRow
    for (let p = to; from < end; from += STRIP, p += panel) {
      v128.store(p, v128.load(from))
      v128.store(p, v128.load(from, 16), 16)
    }
    to += STRIP
  }
}

function multiplyTile(a0: usize, aRow: usize, strip: usize, panel: usize, c0: usize, cRow: usize): void {
  let a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow
  const c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow
  let l0 = v128.load(c0), r0 = v128.load(c0, 16)
  let l1 = v128.load(c1), r1 = v128.load(c1, 16)
  let l2 = v128.load(c2), r2 = v128.load(c2, 16)
  let l3 = v128.load(c3), r3 = v128.load(c3, 16)
  const end = strip + panel
  while (strip < end) {
    const left = v128.load(strip), right = v128.load(strip, 16)
    const x0 = v128.load32_splat(a0)
    l0 = f32x4.add(l0, f32x4.mul(x0, left))
    r0 = f32x4.add(r0, f32x4.mul(x0, right))
    const x1 = v128.load32_splat(a1)
    l1 = f32x4.add(l1, f32x4.mul(x1, left))
    r1 = f32x4.add(r1, f32x4.mul(x1, right))
    const x2 = v128.load32_splat(a2)
    l2 = f32x4.add(l2, f32x4.mul(x2, left))
    r2 = f32x4.add(r2, f32x4.mul(x2, right))
    const x3 = v128.load32_splat(a3)
    l3 = f32x4.add(l3, f32x4.mul(x3, left))
    r3 = f32x4.add(r3, f32x4.mul(x3, right))
    strip += STRIP
    a0 += 4
    a1 += 4
    a2 += 4
    a3 += 4
  }
  v128.store(c0, l0)
  v128.store(c0, r0, 16)
  v128.store(c1, l1)
  v128.store(c1, r1, 16)
  v128.store(c2, l2)
  v128.store(c2, r2, 16)
  v128.store(c3, l3)
  v128.store(c3, r3, 16)
}

function multiplyRow(a: usize, strip: usize, panel: usize, c: usize): void {
  let left = v128.load(c), right = v128.load(c, 16)
  const end = strip + panel
  while (strip < end) {
    const x = v128.load32_splat(a)
    left = f32x4.add(left, f32x4.mul(x, v128.load(strip)))
    right = f32x4.add(right, f32x4.mul(x, v128.load(strip, 16)))
    strip += STRIP
    a += 4
  }
  v128.store(c, left)
  v128.store(c, right, 16)
}

/** Bytes of a row of `y` that are worked on at a time: of 20 rows 20 kB, which stay in the nearest cache. */
const BAND: usize = 1024

/** How many numbers `packBands` lays out: whole bands only. */
export function packedSize(batch: u32, columns: u32): u32 {
  const band = <u32>(BAND >> 2)
  return batch * ((columns + band - 1) / band) * band
}

/**
 * Lays y [batch, columns] out band by band, [bands, batch, BAND bytes]: rows of 4 kB one below the other would all
 * want the same few places of the nearest cache. `packed` holds `packedSize` numbers.
 */
export function packBands(y: usize, packed: usize, batch: u32, columns: u32): void {
  const yRow: usize = <usize>columns << 2
  for (let band: usize = 0; band < yRow; band += BAND) {
    const length = min(BAND, yRow - band)
    for (let n: u32 = 0; n < batch; n++) {
      memory.copy(packed, y + <usize>n * yRow + band, length)
      packed += BAND
    }
  }
}

/**
 * Rows `from` to `from + count` of x^T y, into `product` [count, columns]; x is [batch, inner], y [batch, columns] as
 * `packBands` lays it out.
 *
 * Zeros of x, which a relu leaves in plenty, cost nothing: `scratch` (count * batch * 2 numbers, and count more)
 * holds for each row where the others are.
 */
export function productRows(
  x: usize, packed: usize, product: usize, scratch: usize, batch: u32, inner: u32, columns: u32, from: u32, count: u32
): void {
  const yRow: usize = <usize>columns << 2
  const counts = scratch + ((<usize>count * <usize>batch) << 3)
  for (let k: u32 = 0; k < count; k++) {
    const list = scratch + ((<usize>k * <usize>batch) << 3)
    store<u32>(counts + (<usize>k << 2), listNonZeros(x + (<usize>(from + k) << 2), <usize>inner << 2, batch, list))
  }
  for (let band: usize = 0; band < yRow; band += BAND) {
    const length = min(BAND, yRow - band)
    for (let k: u32 = 0; k < count; k++) {
      const list = scratch + ((<usize>k * <usize>batch) << 3)
      const listEnd = list + (<usize>load<u32>(counts + (<usize>k << 2)) << 3)
      combineRows(list, listEnd, packed, product + <usize>k * yRow + band, length)
    }
    packed += <usize>batch * BAND
  }
}

/** Pairs of a number and the place of its row in a band; returns how many. Without a branch, which would be guessed wrong. */
function listNonZeros(x: usize, xRow: usize, batch: u32, list: usize): u32 {
  let found: u32 = 0
  let place: usize = 0
  for (let n: u32 = 0; n < batch; n++) {
    const value = load<f32>(x)
    store<f32>(list, value)
    store<u32>(list, <u32>place, 4)
    const counts = <u32>(value != 0)
    list += counts << 3
    found += counts
    x += xRow
    place += BAND
  }
  return found
}

/** The sum of the listed rows of a band, each times its number; `length` bytes of it. */
function combineRows(list: usize, listEnd: usize, band: usize, product: usize, length: usize): void {
  let at: usize = 0
  for (; at + 128 <= length; at += 128) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0
    for (let p = list; p < listEnd; p += 8) {
      const value = v128.load32_splat(p)
      const row = band + <usize>load<u32>(p, 4) + at
      s0 = f32x4.add(s0, f32x4.mul(value, v128.load(row)))
      s1 = f32x4.add(s1, f32x4.mul(value, v128.load(row, 16)))
      s2 = f32x4.add(s2, f32x4.mul(value, v128.load(row, 32)))
      s3 = f32x4.add(s3, f32x4.mul(value, v128.load(row, 48)))
      s4 = f32x4.add(s4, f32x4.mul(value, v128.load(row, 64)))
      s5 = f32x4.add(s5, f32x4.mul(value, v128.load(row, 80)))
      s6 = f32x4.add(s6, f32x4.mul(value, v128.load(row, 96)))
      s7 = f32x4.add(s7, f32x4.mul(value, v128.load(row, 112)))
    }
    const to = product + at
    v128.store(to, s0)
    v128.store(to, s1, 16)
    v128.store(to, s2, 32)
    v128.store(to, s3, 48)
    v128.store(to, s4, 64)
    v128.store(to, s5, 80)
    v128.store(to, s6, 96)
    v128.store(to, s7, 112)
  }
  for (; at < length; at += 4) {
    let sum: f32 = 0
    for (let p = list; p < listEnd; p += 8) sum += load<f32>(p) * load<f32>(band + <usize>load<u32>(p, 4) + at)
    store<f32>(product + at, sum)
  }
}

// The updates below go four numbers at a time, then one at a time. `fresh` = 1 - rho, rounded by the caller from
// double precision as tfjs rounds it.

/** v = rho v + fresh g^2; w -= rate g / sqrt(v + epsilon) */
export function rmsprop(
  w: usize, g: usize, v: usize, size: u32, rate: f32, rho: f32, fresh: f32, epsilon: f32
): void {
  const rates = f32x4.splat(rate), rhos = f32x4.splat(rho), freshes = f32x4.splat(fresh), epsilons = f32x4.splat(epsilon)
  const end = w + (<usize>size << 2)
  const vectorEnd = w + (<usize>(size & ~3) << 2)
  while (w < vectorEnd) {
    const slope = v128.load(g)
    const mean = f32x4.add(f32x4.mul(v128.load(v), rhos), f32x4.mul(f32x4.mul(slope, slope), freshes))
    v128.store(v, mean)
    const change = f32x4.div(f32x4.mul(slope, rates), f32x4.sqrt(f32x4.add(mean, epsilons)))
    v128.store(w, f32x4.sub(v128.load(w), change))
    w += 16
    g += 16
    v += 16
  }
  while (w < end) {
    const slope = load<f32>(g)
    const mean = load<f32>(v) * rho + slope * slope * fresh
    store<f32>(v, mean)
    store<f32>(w, load<f32>(w) - (slope * rate) / sqrt<f32>(mean + epsilon))
    w += 4
    g += 4
    v += 4
  }
}

/** w -= rate g */
export function descend(w: usize, g: usize, size: u32, rate: f32): void {
  const rates = f32x4.splat(rate)
  const end = w + (<usize>size << 2)
  const vectorEnd = w + (<usize>(size & ~3) << 2)
  while (w < vectorEnd) {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(v128.load(g), rates)))
    w += 16
    g += 16
  }
  while (w < end) {
    store<f32>(w, load<f32>(w) - load<f32>(g) * rate)
    w += 4
    g += 4
  }
}

/** m = momentum m - rate g; w += m, or w += momentum m - rate g with nesterov */
export function descendWithMomentum(
  w: usize, g: usize, m: usize, size: u32, rate: f32, momentum: f32, nesterov: bool
): void {
  const rates = f32x4.splat(rate), momenta = f32x4.splat(momentum)
  const end = w + (<usize>size << 2)
  const vectorEnd = w + (<usize>(size & ~3) << 2)
  while (w < vectorEnd) {
    const step = f32x4.mul(v128.load(g), rates)
    const speed = f32x4.sub(f32x4.mul(v128.load(m), momenta), step)
    v128.store(m, speed)
    const change = nesterov ? f32x4.sub(f32x4.mul(speed, momenta), step) : speed
    v128.store(w, f32x4.add(v128.load(w), change))
    w += 16
    g += 16
    m += 16
  }
  while (w < end) {
    const step = load<f32>(g) * rate
    const speed = load<f32>(m) * momentum - step
    store<f32>(m, speed)
    store<f32>(w, load<f32>(w) + (nesterov ? speed * momentum - step : speed))
    w += 4
    g += 4
    m += 4
  }
}

/** m += fresh1 (g - m); v += fresh2 (g^2 - v); w -= rate m / (sqrt(v) + epsilon) */
export function adam(
  w: usize, g: usize, m: usize, v: usize, size: u32, rate: f32, fresh1: f32, fresh2: f32, epsilon: f32
): void {
  const rates = f32x4.splat(rate), epsilons = f32x4.splat(epsilon)
  const freshes1 = f32x4.splat(fresh1), freshes2 = f32x4.splat(fresh2)
  const end = w + (<usize>size << 2)
  const vectorEnd = w + (<usize>(size & ~3) << 2)
  while (w < vectorEnd) {
    const slope = v128.load(g)
    let mean = v128.load(m)
    mean = f32x4.add(mean, f32x4.mul(f32x4.sub(slope, mean), freshes1))
    v128.store(m, mean)
    let square = v128.load(v)
    square = f32x4.add(square, f32x4.mul(f32x4.sub(f32x4.mul(slope, slope), square), freshes2))
    v128.store(v, square)
    const change = f32x4.div(f32x4.mul(mean, rates), f32x4.add(f32x4.sqrt(square), epsilons))
    v128.store(w, f32x4.sub(v128.load(w), change))
    w += 16
    g += 16
    m += 16
    v += 16
  }
  while (w < end) {
    const slope = load<f32>(g)
    let mean = load<f32>(m)
    mean += (slope - mean) * fresh1
    store<f32>(m, mean)
    let square = load<f32>(v)
    square += (slope * slope - square) * fresh2
    store<f32>(v, square)
    store<f32>(w, load<f32>(w) - (mean * rate) / (sqrt<f32>(square) + epsilon))
    w += 4
    g += 4
    m += 4
    v += 4
  }
}
