import { readFileSync } from 'node:fs'
import type { GraftJob, Job } from '../jobs/job'
import { graftChild, kerasChild } from '../paths'
import type { ChildCommand } from './run-child'

/** A process of Graft's. */
export function graftCommand(job: GraftJob): ChildCommand {
  return onFewCpus({ command: process.execPath, args: [graftChild, JSON.stringify(job)] }, job)
}

/** A process of Keras's. */
export function kerasCommand(job: Job, python: string): ChildCommand {
  return onFewCpus({ command: python, args: [kerasChild, JSON.stringify(job)] }, job)
}

/**
 * Where a job limits its threads, on Linux its process gets as many CPUs and no more: libraries have threads that no
 * option reaches.
 */
function onFewCpus({ command, args }: ChildCommand, job: GraftJob): ChildCommand {
  const { threads } = job
  if (threads === undefined || process.platform !== 'linux') return { command, args }
  const [, allowed] = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  if (!allowed) return { command, args }
  return { command: 'taskset', args: ['--cpu-list', firstCpus(allowed, threads).join(','), command, ...args] }
}

/** The first `count` CPUs of a list as Linux writes it: '0-3,8'. */
export function firstCpus(list: string, count: number): number[] {
  const cpus = list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
  return cpus.slice(0, count)
}
