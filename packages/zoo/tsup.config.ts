import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

// '#files' stays as it is: package.json says what it means in Node and in browsers.
export default defineConfig(library(['src/index.ts', 'src/weights/no-files.ts'], { external: [/^#/] }))
