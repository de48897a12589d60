// Checks what the demo wrote: every file is there and whole, and the history makes sense.
// Usage: node scripts/check-run.mjs FOLDER [--least-accuracy 0.7]
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'least-accuracy': { type: 'string', default: '0' } },
})
const [folder] = positionals
const least = Number(values['least-accuracy'])
const problems = []

for (const name of [
  'history.json',
  'history.csv',
  'accuracy.svg',
  'accuracy.png',
  'loss.svg',
  'loss.png',
  'model/model.json',
  'predictions.csv',
]) {
  const path = join(folder, name)
  if (!existsSync(path) || statSync(path).size === 0) problems.push(`${path} is missing or empty`)
}
if (problems.length === 0) checkContents()
for (const problem of problems) console.error(`check-run: ${problem}`)
if (problems.length > 0) process.exit(1)
console.log(`check-run: ${folder} is complete`)

function checkContents() {
  const history = JSON.parse(readFileSync(join(folder, 'history.json'), 'utf8'))
  for (const phase of ['featureExtraction', 'fineTuning']) {
    for (const name of ['loss', 'acc', 'val_loss', 'val_acc', 'seconds']) {
      const list = history[phase]?.[name]
      if (!Array.isArray(list) || list.length === 0 || !list.every(Number.isFinite)) {
        problems.push(`history.json: ${phase}.${name} is ${JSON.stringify(list)}`)
      }
    }
  }
  const reached = history.featureExtraction?.val_acc?.at(-1)
  if (!(reached >= least)) problems.push(`validation accuracy ${reached} is below ${least}`)
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, 'model/model.json'), 'utf8'))
  const stored = weightsManifest
    .flatMap((group) => group.paths)
    .reduce((sum, path) => sum + statSync(join(folder, 'model', path)).size, 0)
  const wanted = weightsManifest
    .flatMap((group) => group.weights)
    .reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0)
  if (stored !== wanted) problems.push(`model/: ${stored} bytes of weights, expected ${wanted}`)
}
