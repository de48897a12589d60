import { basename } from 'node:path'
import { readJsonIfThere, writeFileAtomically } from '@graft-ml/core/files'
import { z } from 'zod'
import { ALL_TRAIN_KNOBS, type TrainConfig } from '../config/train-knobs'
import { CliError } from '../errors/cli-error'
import { jsonDocument } from '../text/json-document'
import { type RunPaths, runPaths } from './run-paths'

/** What `config.json` of a run holds. */
export interface RunConfig {
  /** Version of Graft that began it. */
  readonly graft: string
  /** Absolute path of the folder of photos. */
  readonly photos: string
  /** Names of the classes in the order of their labels. */
  readonly classes: readonly string[]
  readonly train: TrainConfig
}

const OPTIONAL = new Set(['steps', 'validationSteps', 'fold'])

const schema = z.object({
  format: z.literal(1),
  graft: z.string(),
  photos: z.string(),
  classes: z.array(z.string()),
  train: z.strictObject(
    Object.fromEntries(
      Object.entries(ALL_TRAIN_KNOBS).map(([name, { schema }]) => [
        name,
        OPTIONAL.has(name) ? schema.optional() : schema,
      ]),
    ),
  ),
})

export async function writeRunConfig({ config }: RunPaths, content: RunConfig): Promise<void> {
  await writeFileAtomically(config, jsonDocument(content))
}

/** @throws CliError `NOT_A_RUN` */
export async function readRunConfig(folder: string): Promise<RunConfig> {
  const { config: path } = runPaths(folder)
  const json = await readJsonIfThere(path)
  if (json === undefined) throw notARun(folder, 'It has no config.json, or one that is not JSON.')
  const { data, error } = schema.safeParse(json)
  if (error) {
    const [{ path: place, message }] = error.issues as [z.core.$ZodIssue]
    throw notARun(folder, `Its config.json has no valid '${place.join('.')}': ${message}`, error)
  }
  return data as unknown as RunConfig
}

export function notARun(folder: string, why: string, cause?: unknown): CliError {
  return new CliError({
    code: 'NOT_A_RUN',
    message: `${folder} is not a run of graft train. ${why}`,
    hint: 'Give the folder that graft train wrote into.',
    cause,
  })
}

/** What a run was, for people: a path says where its maker lives, so only the names. */
export function describeRun({ photos, classes, train }: RunConfig): Record<string, unknown> {
  return { photos: basename(photos), classes, ...train, weights: basename(train.weights) }
}
