import { dirname, join } from 'node:path'

/** The package's folder, seen from the sources and from the build alike. */
const root = dirname(import.meta.dirname)

/** What runs a job of Graft's. */
export const graftChild = join(root, 'dist/child.js')

/** What runs a job of Keras's. */
export const kerasChild = join(root, 'keras/measure.py')
