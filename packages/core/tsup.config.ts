import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig(library(['src/index.ts', 'src/files/index.ts', 'src/machine/index.ts']))
