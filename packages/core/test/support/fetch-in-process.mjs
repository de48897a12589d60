// Fetches one file with the built package, says so in JSON, and ends: a second process for the tests.
import { fetchFile } from '@graft-ml/core/files'

const events = []
const options = JSON.parse(process.argv[2])
process.stdout.write('started\n')
const path = await fetchFile({ retryDelay: 1, ...options, onProgress: (event) => events.push(event) })
process.stdout.write(`${JSON.stringify({ path, events })}\n`)
