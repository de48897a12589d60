import type { Writable } from 'node:stream'
import { GraftError } from '@graft-ml/core'
import { writeFileAtomically } from '@graft-ml/core/files'
import { CommanderError } from 'commander'
import { type BenchOptions, benchCommand, EXIT, parseOptions } from './command/options'
import { markdown } from './output/markdown'
import { type Report, reportJson } from './output/report'
import { SCALING_COLUMNS, scalingCells } from './output/scaling-cells'
import { plainTable, table } from './output/table'
import { runBench } from './run-bench'

interface Streams {
  readonly stdout: Writable
  readonly stderr: Writable
}

/** Measures, prints, writes, and gives the exit code. */
export async function main(argv: readonly string[], streams: Streams = process): Promise<number> {
  const command = benchCommand().configureOutput({
    writeOut: (text) => streams.stdout.write(text),
    writeErr: (text) => streams.stderr.write(text),
  })
  const interruption = new AbortController()
  const interrupt = () => interruption.abort()
  process.on('SIGINT', interrupt)
  try {
    return await measure(parseOptions(command, argv), streams, interruption.signal)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed
    if (interruption.signal.aborted) {
      streams.stderr.write('Interrupted: the sections that were done are in --json and --results.\n')
      return EXIT.interrupted
    }
    const text = GraftError.isInstance(error) ? error.message : (error as Error).stack
    streams.stderr.write(`Error: ${text}\n`)
    return EXIT.failed
  } finally {
    process.off('SIGINT', interrupt)
  }
}

async function measure(
  options: BenchOptions,
  { stdout, stderr }: Streams,
  signal: AbortSignal,
): Promise<number> {
  let latest: Report | undefined
  const onReport = async (report: Report) => {
    latest = report
    // After each section: an hour's numbers must not be lost with the last of them.
    if (options.json !== undefined) await writeFileAtomically(options.json, reportJson(report))
    if (options.results !== undefined) await writeFileAtomically(options.results, markdown(report))
  }
  const say = (line: string) => stderr.write(`${line}\n`)
  if (options.python === undefined)
    say('Graft alone: give --python, one with tensorflow, to compare with Keras.')
  const whole = await runBench(options, { say, signal, onReport })
  if (latest) stdout.write(tables(latest, stdout))
  if (!whole) return EXIT.failed
  return latest?.rows.some(({ verdict }) => verdict === 'missed') ? EXIT.missed : EXIT.ok
}

function tables({ rows, scaling }: Report, stdout: Writable): string {
  const scalingLines = [[...SCALING_COLUMNS], ...scaling.map(scalingCells)]
  return [
    ...(rows.length > 0 ? [table(rows, stdout)] : []),
    ...(scaling.length > 0 ? [plainTable(scalingLines)] : []),
  ]
    .map((text) => `${text}\n`)
    .join('\n')
}
