import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

// '#h5wasm' stays as it is: package.json says which of the library's builds it means, in Node and in browsers.
export default defineConfig(library(undefined, { external: [/^#/] }))
