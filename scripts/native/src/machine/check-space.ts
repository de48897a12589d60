import { mkdir, statfs } from 'node:fs/promises'
import { NativeError } from '../native-error'
import type { Device } from './detect-device'

/** Bytes that a build takes while it runs: wheels unpacked whole, before what is not needed goes. */
const NEEDED: Readonly<Record<Device, number>> = { cpu: 2e9, gpu: 9e9 }

/** @throws NativeError `NO_SPACE` */
export async function checkSpace(folder: string, device: Device): Promise<void> {
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= NEEDED[device]) return
  throw new NativeError({
    code: 'NO_SPACE',
    message: `Building TensorFlow's binding for a ${device.toUpperCase()} takes ${gigabytes(NEEDED[device])} in ${folder}; ${gigabytes(free)} are free.`,
    hint: 'Make room, or set GRAFT_HOME to a folder on another disk.',
  })
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
