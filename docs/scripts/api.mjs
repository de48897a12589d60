// Writes the reference of all packages as Markdown, from their sources and doc comments; fails on any warning.
import { readdirSync } from 'node:fs'
import { Application } from 'typedoc'

const app = await Application.bootstrapWithPlugins()
const project = await app.convert()
if (!project) process.exit(1)

// TypeDoc looks for what lacks an export or a comment in the package that the project is; here that is each of them.
const { packageName } = project
for (const name of readdirSync(new URL('../../packages/', import.meta.url))) {
  project.packageName = `@graft-ml/${name}`
  app.validate(project)
}
project.packageName = packageName
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1)

await app.generateOutputs(project)
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1)
