/** What tfjs-node asks for and is given by the program that loads it. */
export const SHARED_PACKAGES = ['@tensorflow/tfjs', '@tensorflow/tfjs-core'] as const

/**
 * The files of a package that stands for the tfjs which is loaded already: two copies in one process would each
 * have tensors of their own. `@graft-ml/engine` puts it under this symbol before it loads tfjs-node.
 */
export function sharedPackage(name: string, version: string): Record<string, string> {
  return {
    'package.json': `${JSON.stringify({ name, version, main: 'index.js' }, null, 2)}\n`,
    'index.js': `const tfjs = globalThis[Symbol.for('graft.tfjs')]
if (!tfjs) throw new Error('This tfjs-node belongs to @graft-ml/engine: use createEngine instead of importing it.')
module.exports = tfjs
`,
  }
}
