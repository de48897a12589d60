/** Labels that stand close together, one under the other, around a common center. */
interface Group {
  readonly members: readonly number[]
  readonly center: number
}

/**
 * Moves places on a line apart until neighbours have `distance` between them, as little as it takes,
 * and keeps them inside `bounds`. Places and result are in the same order and unit (pixels).
 */
export function spreadLabels(
  places: readonly number[],
  distance: number,
  [low, high]: readonly [number, number],
): number[] {
  const groupOf = (members: readonly number[]): Group => {
    const half = ((members.length - 1) * distance) / 2
    const mean = members.reduce((sum, member) => sum + places[member]!, 0) / members.length
    return { members, center: Math.max(low + half, Math.min(high - half, mean)) }
  }
  const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!)
  const groups: Group[] = []
  for (const index of order) {
    let group = groupOf([index])
    for (let above = groups.at(-1); above && touch(above, group, distance); above = groups.at(-1)) {
      groups.pop()
      group = groupOf([...above.members, ...group.members])
    }
    groups.push(group)
  }
  const result = new Array<number>(places.length)
  for (const { members, center } of groups) {
    const first = center - ((members.length - 1) * distance) / 2
    for (const [place, member] of members.entries()) result[member] = first + place * distance
  }
  return result
}

function touch(above: Group, below: Group, distance: number): boolean {
  const reach = ((above.members.length + below.members.length) / 2) * distance
  return below.center - above.center < reach
}
