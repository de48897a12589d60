// Runs consumers, each in a folder of its own, and says which came to their end.
import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

for (const file of process.argv.slice(2)) {
  const { use } = await import(pathToFileURL(resolve(file)).href)
  const folder = join(process.cwd(), 'used', process.version, basename(file))
  await mkdir(folder, { recursive: true })
  await use(folder)
  console.log(`used ${basename(file)} on ${process.version}`)
}
