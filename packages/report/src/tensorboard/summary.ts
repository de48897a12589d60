import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { histogramOf } from './histogram'
import { recordOf } from './record'

/** One thing that TensorBoard shows, at a step. */
export type Summary =
  | { readonly kind: 'scalar'; readonly tag: string; readonly value: number }
  | {
      readonly kind: 'image'
      readonly tag: string
      /** A PNG or JPEG file. */
      readonly bytes: Uint8Array
      readonly height: number
      readonly width: number
    }
  | { readonly kind: 'histogram'; readonly tag: string; readonly values: ArrayLike<number> }

export interface Event {
  /** Seconds since 1970. */
  readonly time: number
  readonly step: number
  readonly summaries: readonly Summary[]
}

/** The record that an event file begins with. */
export function versionRecord(time: number): Uint8Array {
  return recordOf(
    eventOf(time, 0, (writer) => writer.tag(3, WireType.LengthDelimited).string('brain.Event:2')),
  )
}

/** An event as a record of an event file. Fields as in tensorflow's event.proto and summary.proto. */
export function eventRecord({ time, step, summaries }: Event): Uint8Array {
  return recordOf(
    eventOf(time, step, (writer) => {
      writer.tag(5, WireType.LengthDelimited).fork()
      for (const summary of summaries) writeValue(writer, summary)
      writer.join()
    }),
  )
}

function eventOf(time: number, step: number, write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter()
  writer.tag(1, WireType.Bit64).double(time)
  writer.tag(2, WireType.Varint).int64(step)
  write(writer)
  return writer.finish()
}

function writeValue(writer: BinaryWriter, summary: Summary): void {
  writer.tag(1, WireType.LengthDelimited).fork()
  writer.tag(1, WireType.LengthDelimited).string(summary.tag)
  if (summary.kind === 'scalar') writer.tag(2, WireType.Bit32).float(summary.value)
  else if (summary.kind === 'image') writeImage(writer, summary)
  else writeHistogram(writer, summary.values)
  writer.join()
}

function writeImage(
  writer: BinaryWriter,
  { bytes, height, width }: Extract<Summary, { kind: 'image' }>,
): void {
  writer.tag(4, WireType.LengthDelimited).fork()
  writer.tag(1, WireType.Varint).int32(height)
  writer.tag(2, WireType.Varint).int32(width)
  // RGB.
  writer.tag(3, WireType.Varint).int32(3)
  writer.tag(4, WireType.LengthDelimited).bytes(bytes)
  writer.join()
}

function writeHistogram(writer: BinaryWriter, values: ArrayLike<number>): void {
  const { least, most, count, sum, sumOfSquares, limits, counts } = histogramOf(values)
  writer.tag(5, WireType.LengthDelimited).fork()
  for (const [index, value] of [least, most, count, sum, sumOfSquares].entries()) {
    writer.tag(index + 1, WireType.Bit64).double(value)
  }
  writePacked(writer, 6, limits)
  writePacked(writer, 7, counts)
  writer.join()
}

function writePacked(writer: BinaryWriter, field: number, values: readonly number[]): void {
  writer.tag(field, WireType.LengthDelimited).fork()
  for (const value of values) writer.double(value)
  writer.join()
}
