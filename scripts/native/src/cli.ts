import { main } from './main'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.exitCode = await main(process.argv.slice(2), process, { signal: stop.signal })
