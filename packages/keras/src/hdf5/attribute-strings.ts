import type { Group } from 'h5wasm'

/** An HDF5 attribute holds less than 64 kB; Keras splits longer lists into `name0`, `name1`, ... at this length. */
const longestAttribute = 64_512

/** A list of strings that Keras wrote as an attribute, whole or in pieces; undefined when there is none. */
export function readStrings(group: Group, name: string): string[] | undefined {
  const attributes = group.attrs
  const whole = attributes[name]
  if (whole) return strings(whole.value)
  if (!attributes[`${name}0`]) return undefined
  const found: string[] = []
  for (let piece = 0; attributes[`${name}${piece}`]; piece += 1) {
    found.push(...strings(attributes[`${name}${piece}`]!.value))
  }
  return found
}

/** Writes a list of strings as Keras does: of one width, in pieces where the whole is too long. */
export function writeStrings(group: Group, name: string, list: readonly string[]): void {
  const width = Math.max(0, ...list.map((text) => new TextEncoder().encode(text).length)) + 1
  const perPiece = Math.floor(longestAttribute / width)
  if (list.length <= perPiece) {
    writePiece(group, name, list, width)
    return
  }
  for (let piece = 0; piece * perPiece < list.length; piece += 1) {
    writePiece(group, `${name}${piece}`, list.slice(piece * perPiece, (piece + 1) * perPiece), width)
  }
}

function writePiece(group: Group, name: string, list: readonly string[], width: number): void {
  group.create_attribute(name, [...list], [list.length], `A${width}`)
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [utf8(value)]
  return Array.isArray(value) ? value.map((text) => utf8(String(text))) : []
}

/**
 * h5wasm decodes a string marked ASCII as Windows-1252, but NumPy, and so Keras, marks UTF-8 bytes as ASCII.
 * Back to the bytes, and forward again as what they are; text that is no UTF-8 stays as it is.
 */
function utf8(text: string): string {
  if (/^\p{ASCII}*$/u.test(text)) return text
  const bytes = [...text].map((character) => byteOf.get(character))
  if (bytes.includes(undefined)) return text
  const decoded = new TextDecoder().decode(Uint8Array.from(bytes as number[]))
  return decoded.includes('\ufffd') ? text : decoded
}

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const byteOf = new Map([
  ...[...everyByte].map((byte) => [String.fromCharCode(byte), byte] as const),
  ...[...new TextDecoder('windows-1252').decode(everyByte)].map(
    (character, byte) => [character, byte] as const,
  ),
])
