#!/usr/bin/env node
import { main } from './main'

/** As shells have it for a program that wrote to a reader who has left: `graft doctor | head -1`. */
const READER_GONE = 141

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(READER_GONE)
})
process.exitCode = await main(process.argv.slice(2))
