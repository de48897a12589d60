import { formatBytes } from '@graft-ml/core'
import type { Diagnosis, EngineChoice, EngineDiagnosis, EngineState, Remedy } from '@graft-ml/engine/diagnose'
import type { Page } from '../../terminal/page'
import type { Style } from '../../terminal/paint'
import { words, wrap } from '../../terminal/wrap'

const LOOKS: Readonly<Record<EngineState, { readonly mark: string; readonly style: Style }>> = {
  fast: { mark: '✓', style: 'green' },
  slow: { mark: '○', style: 'yellow' },
  missing: { mark: '–', style: 'dim' },
  broken: { mark: '✗', style: 'red' },
}
const NAME_WIDTH = 12
const STATE_WIDTH = 9
/** Where reasons begin, and what is said further below them. */
const REASON = 4 + NAME_WIDTH + STATE_WIDTH
const BELOW = 6

/** Each engine with what to do about it, then which one is taken. */
export function printDiagnosis({ engines, choice }: Diagnosis, page: Page): string {
  const { paint } = page
  return [
    `${paint('bold', 'Engines')}\n`,
    `\n${separate(engines.map((engine) => printEngine(engine, page)))}`,
    `\n${paint('bold', 'Choice')}\n`,
    `\n${printChoice(choice, page)}`,
  ].join('')
}

/** An empty line after what takes more than one. */
function separate(blocks: readonly string[]): string {
  const isLast = (index: number) => index === blocks.length - 1
  return blocks.map((block, index) => (/\n./.test(block) && !isLast(index) ? `${block}\n` : block)).join('')
}

function printEngine({ name, state, reason, remedies, gpu }: EngineDiagnosis, page: Page): string {
  const { paint, width } = page
  const { mark, style } = LOOKS[state]
  const label = `${paint('bold', name.padEnd(NAME_WIDTH))}${paint(style, state.padEnd(STATE_WIDTH))}`
  return [
    `  ${paint(style, mark)} ${label}${wrap(words(reason), { width, indent: REASON })}\n`,
    ...(gpu ? [printFact(`Its largest tensor may have ${formatBytes(gpu.largestTensorBytes)}.`, page)] : []),
    ...remedies.map((remedy) => printRemedy(remedy, page)),
  ].join('')
}

function printFact(text: string, { paint, width }: Page): string {
  return `${' '.repeat(REASON)}${paint('dim', wrap(words(text), { width, indent: REASON }))}\n`
}

function printRemedy({ text, command }: Remedy, { paint, width }: Page): string {
  const said = words(command === undefined ? text : `${text}:`)
  // In one piece, so that it can be copied.
  const typed = command === undefined ? [] : [{ text: command, shown: paint('cyan', command) }]
  return `${' '.repeat(BELOW)}${paint('dim', '→')} ${wrap([...said, ...typed], { width, indent: BELOW + 2 })}\n`
}

function printChoice({ engine, reason, remedies }: EngineChoice, page: Page): string {
  const { paint, width } = page
  const sentence = words(reason, (word) => (word === `${engine},` ? paint('bold', word) : word))
  return [
    `  ${wrap(sentence, { width, indent: 2 })}\n`,
    ...remedies.map((remedy) => printRemedy(remedy, page)),
  ].join('')
}
