/** Order of code points, which is Python's order of strings. JavaScript's own is by UTF-16 unit. */
export function compareCodePoints(first: string, second: string): number {
  const length = Math.min(first.length, second.length)
  for (let at = 0; at < length; at++) {
    const difference = rank(first.charCodeAt(at)) - rank(second.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return first.length - second.length
}

/** Halves of surrogate pairs stand for code points beyond every single unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
