// What runs in a process of its own on Graft's side: one job, given as JSON, answered with one line on stdout.
import { GraftError } from '@graft-ml/core'
import { runJob } from './graft/run-job'
import type { GraftJob } from './jobs/job'
import { answer } from './jobs/result'

try {
  await runJob(JSON.parse(process.argv[2]) as GraftJob, answer)
  // Sessions and threads that a job has no more use for need not be taken down one by one.
  process.exit(0)
} catch (error) {
  if (!GraftError.isInstance(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
