import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig(
  library(['src/index.ts', 'src/plots/index.ts', 'src/page/index.ts', 'src/node/index.ts']),
)
