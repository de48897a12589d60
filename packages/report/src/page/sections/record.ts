import { capitalised, duration, percent, spaced } from '../format'
import { type Html, html } from '../html'
import type { ReportPage } from '../report-page'
import { type Section, section } from './section'

/** Where the time went; undefined where nobody has counted. */
export function time({ stages = {} }: ReportPage): Section | undefined {
  const spent = Object.entries(stages).filter(([, seconds]) => seconds > 0)
  if (spent.length === 0) return undefined
  const all = spent.reduce((sum, [, seconds]) => sum + seconds, 0)
  const lines = spent.map(([stage, seconds]) => {
    const share = seconds / all
    return html`<dt>${capitalised(spaced(stage))}</dt><dd class="bar" style="--share:${share.toFixed(4)}"><i></i></dd><dd class="number">${duration(seconds)} <span class="quiet">${percent(share)}</span></dd>`
  })
  return section('time', 'Time', html`<dl class="bars">${lines}</dl>`)
}

/** What was asked for, and on what it ran. */
export function setting({ configuration, machine }: ReportPage): Section {
  return section('setting', 'Setting', [
    html`<h3>Machine</h3>${facts(Object.entries(machine))}`,
    html`<h3>Configuration</h3>${facts(
      Object.entries(configuration).map(([name, value]) => [capitalised(spaced(name)), shown(value)]),
    )}`,
  ])
}

function facts(rows: readonly (readonly [string, string])[]): Html {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
