import { version } from 'node:os'
import { readTextIfThere } from '@graft-ml/core/files'

/** As people call it: 'Debian GNU/Linux 12 (bookworm)', 'Windows 11 Pro'; undefined where nothing tells. */
export async function systemName(): Promise<string | undefined> {
  if (process.platform === 'win32') return version()
  return prettyNameIn((await readTextIfThere('/etc/os-release')) ?? '')
}

/** @param release - a file of names and values in the shell's notation */
export function prettyNameIn(release: string): string | undefined {
  return /^PRETTY_NAME=(["']?)(.*)\1$/m.exec(release)?.[2]
}
