import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readTextIfThere, statIfThere } from '../files/read-if-there'

/** Cores without those that hyper-threading adds; undefined where the system does not tell cheaply. */
export async function physicalCores(): Promise<number | undefined> {
  if (process.platform === 'linux') return await countSiblings('/sys/devices/system/cpu')
  if (process.platform === 'darwin') {
    const { stdout } = await promisify(execFile)('/usr/sbin/sysctl', ['-n', 'hw.physicalcpu'])
    return Number(stdout)
  }
  return undefined
}

/** Logical cores of one physical core name the same list of siblings, such as `0,8`. */
export async function countSiblings(folder: string): Promise<number | undefined> {
  if (!(await statIfThere(folder))) return undefined
  const names = (await readdir(folder)).filter((name) => /^cpu\d+$/.test(name))
  // A core that is switched off has no such file.
  const lists = await Promise.all(
    names.map((name) => readTextIfThere(join(folder, name, 'topology/thread_siblings_list'))),
  )
  return new Set(lists.filter((list) => list !== undefined)).size || undefined
}
