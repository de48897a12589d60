import { NativeError } from '../native-error'
import type { Device } from './detect-device'
import type { Machine } from './machine'

/**
 * - `official`: tfjs-node's own installer, with TensorFlow 2.9.
 * - `wheel`: the same binding, built against TensorFlow's wheel from pip.
 */
export const WAYS = ['official', 'wheel'] as const
export type Way = (typeof WAYS)[number]

/** TensorFlow's wheels are for this C library or a later one. */
const OLDEST_GLIBC = 2.27

/** For which systems tfjs-node's own installer has TensorFlow. */
const OFFICIAL: Readonly<Record<Device, readonly string[]>> = {
  cpu: ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'],
  gpu: ['linux-x64', 'win32-x64'],
}

/**
 * The ways to try, in this order.
 *
 * @throws NativeError `UNSUPPORTED_PLATFORM` where there is none, with what there is instead.
 */
export function waysFor(machine: Machine, device: Device, wanted: Way | 'auto'): readonly Way[] {
  const obstacles: Record<Way, string | undefined> = {
    official: officialObstacle(machine, device),
    wheel: wheelObstacle(machine),
  }
  const ways = WAYS.filter((way) => (wanted === 'auto' || wanted === way) && !obstacles[way])
  if (ways.length > 0) return ways
  const reasons = WAYS.filter((way) => wanted === 'auto' || wanted === way).map((way) => obstacles[way])
  const others = WAYS.filter((way) => !obstacles[way])
  throw new NativeError({
    code: 'UNSUPPORTED_PLATFORM',
    message: reasons.join(' '),
    hint:
      others.length > 0
        ? `Use --way ${others[0]}.`
        : 'Graft runs without: its default engine needs npm packages only, and the engine webgpu uses GPUs of every maker.',
  })
}

function officialObstacle(machine: Machine, device: Device): string | undefined {
  const name = `${machine.platform}-${machine.architecture}`
  if (machine.platform === 'linux' && machine.glibc === undefined) return "tfjs-node's installer needs glibc."
  if (OFFICIAL[device].includes(name)) return undefined
  return `tfjs-node's installer has no TensorFlow for ${name} with a ${device.toUpperCase()}, only for ${OFFICIAL[device].join(', ')}.`
}

function wheelObstacle({ platform, architecture, glibc }: Machine): string | undefined {
  const name = `${platform}-${architecture}`
  if (name !== 'linux-x64')
    return `Building against TensorFlow's wheel works on linux-x64 only, not on ${name}.`
  if (glibc === undefined)
    return "TensorFlow's wheels need glibc: Alpine and other systems with musl have none."
  if (isOlder(glibc)) return `TensorFlow's wheels need glibc ${OLDEST_GLIBC} or later; here is ${glibc}.`
  return undefined
}

function isOlder(version: string): boolean {
  const [major, minor] = version.split('.').map(Number) as [number, number]
  return major * 100 + minor < Math.round(OLDEST_GLIBC * 100)
}
