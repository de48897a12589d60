import { formatBytes } from '@graft-ml/core'
import type { Machine } from '../../machine/describe-machine'
import type { Page } from '../../terminal/page'
import { words, wrap } from '../../terminal/wrap'
import { countOf } from '../../text/count-of'
import { shortenPath } from '../../text/shorten-path'
import type { Cache } from './describe-cache'
import type { FoundEngine } from './find-engine'
import type { Report } from './report'

const LABEL_WIDTH = 12

/** What is known before anything is tried, a line each. */
export function printMachine(
  { machine, engine, cache }: Pick<Report, 'machine' | 'engine' | 'cache'>,
  { paint, width }: Page,
): string {
  const rows: Readonly<Record<string, string>> = {
    Processor: processorLine(machine),
    Memory: memoryLine(machine),
    System: systemLine(machine),
    Engine: engineLine(engine),
    Downloads: cacheLine(cache),
  }
  const lines = Object.entries(rows).map(([label, value]) => {
    const text = wrap(words(value), { width, indent: 2 + LABEL_WIDTH })
    return `  ${paint('dim', label.padEnd(LABEL_WIDTH))}${text}\n`
  })
  return `${paint('bold', 'Machine')}\n\n${lines.join('')}\n`
}

function processorLine({ processor, cores, simd }: Machine): string {
  const { physical, logical, usable } = cores
  const count = physical ?? logical
  const parts = [processor, `${count} ${count === 1 ? 'core' : 'cores'}`]
  if (logical !== count) parts.push(`${logical} threads`)
  if (usable < logical) parts.push(`${usable} usable`)
  if (simd) parts.push(simd)
  return parts.join(', ')
}

function memoryLine({ memory: { totalBytes, freeBytes, limitBytes } }: Machine): string {
  const limit = limitBytes === undefined ? '' : `, limited to ${formatBytes(limitBytes)}`
  return `${formatBytes(totalBytes)}, ${formatBytes(freeBytes)} free${limit}`
}

function systemLine({ system, node }: Machine): string {
  const { platform, architecture, release, name } = system
  return `${name ?? `${platform} ${release}`}, ${platform} ${architecture}, Node ${node}`
}

function engineLine({ version, folder }: FoundEngine): string {
  return `@graft-ml/engine ${version} in ${shortenPath(folder)}`
}

function cacheLine({ folder, setBy, files, bytes, problem }: Cache): string {
  const moved = setBy === 'GRAFT_HOME' ? 'set by GRAFT_HOME' : 'GRAFT_HOME moves it'
  const content = problem ?? (files === 0 ? 'empty' : `${formatBytes(bytes)} in ${countOf(files, 'file')}`)
  return `${shortenPath(folder)}: ${content} (${moved})`
}
