import type { ClassInspection, FolderInspection, PartInspection } from '@graft-ml/dataset'
import { LEAST_SIDE } from '../../photos/least-side'
import { countOf } from '../../text/count-of'
import { picturesOf } from './pictures-of'

/** Something that stands in the way of a good model. */
export interface Finding {
  readonly text: string
  /** What to do about it. */
  readonly remedy: string
  /** The files that it is about, a line each. */
  readonly files: readonly string[]
}

/** Fewer of a class than these say little of it. */
const FEW = 20
/** From here on the largest class decides what a model learns first. */
const LOPSIDED = 3

/** What is wrong with a folder, the worst first. */
export function findingsIn(inspection: FolderInspection): Finding[] {
  return [
    ...broken(inspection),
    ...copies(inspection),
    ...classes(inspection.parts),
    ...inspection.parts.flatMap(sizes),
  ]
}

function broken({ parts }: FolderInspection): Finding[] {
  const files = parts.flatMap((part) => part.classes.flatMap((one) => one.broken))
  if (files.length === 0) return []
  const are = files.length === 1 ? 'is not a picture that can be read' : 'are not pictures that can be read'
  return [
    {
      text: `${countOf(files.length, 'file')} ${are}.`,
      remedy: "Take them away, or leave them out with fromDirectory(folder, { onBroken: 'skip' }).",
      files: files.map(({ path, reason }) => `${path}: ${reason}`),
    },
  ]
}

/** Where two files lie, as far as it matters that they show the same. */
interface Place {
  readonly part: string
  readonly className: string
}

function copies({ parts, duplicates }: FolderInspection): Finding[] {
  const placesOf = (group: readonly string[]) => group.map((path) => placeOf(path, parts))
  const differ = (group: readonly string[], key: keyof Place) =>
    new Set(placesOf(group).map((place) => place[key])).size > 1
  const contradictory = duplicates.filter((group) => differ(group, 'className'))
  const leaked = duplicates.filter((group) => !contradictory.includes(group) && differ(group, 'part'))
  const plain = duplicates.filter((group) => !contradictory.includes(group) && !leaked.includes(group))
  return [
    finding(contradictory, 'is in more than one class', 'are in more than one class', {
      remedy: 'Leave each in the class that it shows.',
    }),
    finding(leaked, 'is in more than one part', 'are in more than one part', {
      remedy: 'Take them out of one: a model knows by heart what it was trained on, and validates too well.',
    }),
    finding(plain, 'lies there more than once', 'lie there more than once', {
      remedy: 'Take the copies away: a split would put some on either side.',
    }),
  ].flat()
}

function finding(
  groups: readonly (readonly string[])[],
  does: string,
  doThey: string,
  { remedy }: Pick<Finding, 'remedy'>,
): Finding[] {
  if (groups.length === 0) return []
  const text = `${countOf(groups.length, 'picture')} ${groups.length === 1 ? does : doThey}.`
  return [{ text, remedy, files: groups.map((group) => group.join(' = ')) }]
}

function placeOf(path: string, parts: readonly PartInspection[]): Place {
  const [first, second] = path.split('/') as [string, string]
  return parts[0]?.name === '' ? { part: '', className: first } : { part: first, className: second }
}

function classes(parts: readonly PartInspection[]): Finding[] {
  const [first, ...others] = parts as [PartInspection, ...PartInspection[]]
  const names = first.classes.map(({ name }) => name)
  const found: Finding[] = []
  if (names.length === 1) {
    found.push({
      text: `There is one class, '${names[0]}': nothing to tell it from.`,
      remedy: 'Put other pictures into a second class folder.',
      files: [],
    })
  }
  for (const other of others) found.push(...differences(first, other))
  found.push(...parts.flatMap(numbers), ...balance(first))
  return found
}

function differences(first: PartInspection, other: PartInspection): Finding[] {
  const missing = (from: PartInspection, to: PartInspection) =>
    from.classes
      .filter(({ name }) => !to.classes.some((one) => one.name === name))
      .map(({ name }) => `${from.name}/${name} has no ${to.name}/${name}`)
  const files = [...missing(first, other), ...missing(other, first)]
  if (files.length === 0) return []
  return [
    {
      text: `${first.name}/ and ${other.name}/ have different classes.`,
      remedy: 'Labels are the places of the classes in their order: give both the same folders.',
      files,
    },
  ]
}

function numbers({ name: part, classes }: PartInspection): Finding[] {
  const least = part === '' || part === 'train' ? FEW : 1
  return classes
    .filter(({ pictures }) => pictures < least)
    .map(({ name, pictures }) => ({
      text: `${labelOf(part, name)} has ${pictures === 0 ? 'no pictures' : `only ${countOf(pictures, 'picture')}`}.`,
      remedy: 'A hundred of each class is a good beginning; or take the folder away.',
      files: [],
    }))
}

function balance(inspection: PartInspection): Finding[] {
  const { name: part, classes } = inspection
  const sorted = [...classes].sort((a, b) => b.pictures - a.pictures)
  const [most, least] = [sorted[0]!, sorted[sorted.length - 1]!]
  if (least.pictures === 0 || most.pictures < LOPSIDED * least.pictures) return []
  const all = picturesOf(inspection)
  const times = (most.pictures / least.pictures).toFixed(1).replace('.0', '')
  const always = Math.round((100 * most.pictures) / all)
  return [
    {
      text: `${labelOf(part, most.name)} has ${times} times as many pictures as ${labelOf(part, least.name)}.`,
      remedy: `Judge by each class: whoever always says '${most.name}' is right in ${always}% of the cases.`,
      files: [],
    },
  ]
}

function sizes({ name: part, classes }: PartInspection): Finding[] {
  const isSmall = ({ widths, heights }: ClassInspection) =>
    widths !== undefined && heights !== undefined && Math.min(widths.median, heights.median) < LEAST_SIDE
  return classes.filter(isSmall).map(({ name, widths, heights }) => ({
    text: `${labelOf(part, name)} has small pictures, half of them no larger than ${widths!.median}x${heights!.median}.`,
    remedy: `They will be enlarged to ${LEAST_SIDE}x${LEAST_SIDE} or more, which shows nothing new.`,
    files: [],
  }))
}

function labelOf(part: string, name: string): string {
  return part === '' ? `${name}/` : `${part}/${name}/`
}
