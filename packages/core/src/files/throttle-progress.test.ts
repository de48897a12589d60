import { expect, it } from 'vitest'
import type { ProgressEvent } from '../types/progress-event'
import { throttleProgress } from './throttle-progress'

it('passes on the first and the last amount, and every other event', () => {
  const seen: ProgressEvent[] = []
  const report = throttleProgress((event) => seen.push(event), 1000)
  for (let loaded = 1; loaded <= 10; loaded += 1) report({ status: 'download', name: 'a', loaded, total: 10 })
  report({ status: 'verify', name: 'a' })
  expect(seen.map((event) => (event.status === 'download' ? event.loaded : event.status))).toEqual([
    1,
    10,
    'verify',
  ])
})

it('passes on the last amount when the total is not known', () => {
  const seen: ProgressEvent[] = []
  const report = throttleProgress((event) => seen.push(event), 1000)
  for (let loaded = 1; loaded <= 10; loaded += 1) report({ status: 'download', name: 'a', loaded })
  report({ status: 'verify', name: 'a' })
  expect(seen.map((event) => (event.status === 'download' ? event.loaded : event.status))).toEqual([
    1,
    10,
    'verify',
  ])
})
