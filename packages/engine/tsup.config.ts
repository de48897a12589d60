import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig(
  library(['src/index.ts', 'src/diagnose/index.ts', 'src/engine-probe.ts', 'src/trunk-worker.ts']),
)
