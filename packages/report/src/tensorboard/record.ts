import { crc32c } from './crc32c'

/** Added to a rotated checksum, so that the checksum of bytes that hold one is not special. */
const MASK_DELTA = 0xa282ead8

/**
 * One record of TensorFlow's record files: length, its checksum, the bytes, their checksum.
 *
 * Source: tensorflow/core/lib/io/record_writer.h
 */
export function recordOf(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(8 + 4 + data.length + 4)
  const view = new DataView(record.buffer)
  view.setBigUint64(0, BigInt(data.length), true)
  view.setUint32(8, masked(crc32c(record.subarray(0, 8))), true)
  record.set(data, 12)
  view.setUint32(12 + data.length, masked(crc32c(data)), true)
  return record
}

function masked(checksum: number): number {
  return (((checksum >>> 15) | (checksum << 17)) + MASK_DELTA) >>> 0
}
