import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { withFileErrors } from '@graft-ml/core/files'
import { z } from 'zod'
import { CliError } from '../errors/cli-error'
import type { ConfigFile } from './config-file'
import { PRESET_NAMES } from './presets'
import { ALL_TRAIN_KNOBS } from './train-knobs'

/** Looked for in the folder of the command, in this order. */
const NAMES = [
  'graft.config.ts',
  'graft.config.mts',
  'graft.config.js',
  'graft.config.mjs',
  'graft.config.json',
]

/** A file that was read. */
export interface FoundConfig extends ConfigFile {
  readonly path: string
}

const schema = z.strictObject({
  photos: z.string().min(1).optional(),
  preset: z.enum(PRESET_NAMES).optional(),
  ...Object.fromEntries(
    Object.entries(ALL_TRAIN_KNOBS).map(([name, knob]) => [name, knob.schema.optional()]),
  ),
})

/**
 * Reads the file that was named, else one with a usual name in the folder.
 *
 * @returns undefined where none was named and there is none
 * @throws CliError `INVALID_CONFIG`, FileError
 */
export async function readConfigFile(folder: string, named?: string): Promise<FoundConfig | undefined> {
  const usual = () => NAMES.map((name) => join(folder, name)).find((path) => existsSync(path))
  const path = named === undefined ? usual() : resolve(folder, named)
  if (path === undefined) return undefined
  const content = path.endsWith('.json') ? await readJson(path) : await readModule(path)
  return { ...checked(content, path), path }
}

async function readJson(path: string): Promise<unknown> {
  const text = await withFileErrors('read', path, () => readFile(path, 'utf8'))
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(path, `It is not JSON: ${(cause as Error).message}.`, cause)
  }
}

/** TypeScript too, whatever the version of Node. */
async function readModule(path: string): Promise<unknown> {
  await withFileErrors('read', path, () => readFile(path))
  const { createJiti } = await import('jiti')
  try {
    // Also where the command is not installed beside the file.
    const alias = { '@graft-ml/cli/config': join(import.meta.dirname, 'config.js') }
    return await createJiti(import.meta.url, { moduleCache: false, alias }).import(path, { default: true })
  } catch (cause) {
    throw invalid(path, `It cannot be run: ${(cause as Error).message}.`, cause)
  }
}

function checked(content: unknown, path: string): ConfigFile {
  const { data, error } = schema.safeParse(content)
  if (!error) return data as ConfigFile
  const [issue] = error.issues
  if (issue!.code === 'unrecognized_keys') {
    const valid = Object.keys(schema.shape).join(', ')
    throw invalid(path, `It has ${issue!.keys.map((key) => `'${key}'`).join(', ')}. Valid: ${valid}.`)
  }
  const place = issue!.path.join('.') || 'its content'
  throw invalid(path, `'${place}': ${issue!.message}`)
}

function invalid(path: string, why: string, cause?: unknown): CliError {
  return new CliError({
    code: 'INVALID_CONFIG',
    message: `${basename(path)} is not a valid configuration. ${why}`,
    cause,
  })
}
