import { GraftError, InvalidArgumentError } from '@graft-ml/core'
import type { FetchOptions } from '../weights/fetch-options'
import { fetchPublished, hasFiles } from '../weights/fetch-published'
import { modelCard } from './model-card'

/** The names of the 1,000 classes of ImageNet, by their position in the model's output. */
export type ClassIndex = Readonly<Record<number | string, readonly [id: string, name: string]>>

const published = {
  url: 'https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json',
  hash: 'c2c37ea517e94d9795004a39431a14cb',
}

export interface ClassIndexOptions extends FetchOptions {
  /**
   * The class names: `{ "0": ["n01440764", "tench"], ... }`, or the path or url of such a JSON file.
   * Default: the published file, downloaded once, checked and kept in the cache.
   */
  classIndex?: ClassIndex | string
}

export async function loadClassIndex({ classIndex, ...options }: ClassIndexOptions): Promise<ClassIndex> {
  if (typeof classIndex === 'object') return complete(classIndex)
  const file = classIndex === undefined ? published : { url: classIndex }
  const fetched = await fetchPublished(file, options)
  return complete(parse(await textOf(fetched), file.url))
}

async function textOf(fetched: string | Uint8Array): Promise<string> {
  if (typeof fetched === 'string' && hasFiles()) {
    return process.getBuiltinModule('node:fs').promises.readFile(fetched, 'utf8')
  }
  return new TextDecoder().decode(fetched as Uint8Array)
}

function parse(text: string, source: string): ClassIndex {
  try {
    return (JSON.parse(text) ?? {}) as ClassIndex
  } catch (cause) {
    throw new GraftError({
      code: 'BAD_CLASS_INDEX',
      message: `${source} is not JSON, so not a list of class names.`,
      hint: 'It should read { "0": ["n01440764", "tench"], ... }.',
      cause,
    })
  }
}

function complete(names: ClassIndex): ClassIndex {
  for (let index = 0; index < modelCard.classes; index += 1) {
    const entry: unknown = names[index]
    const valid =
      Array.isArray(entry) && entry.length === 2 && entry.every((text) => typeof text === 'string')
    if (valid) continue
    throw new InvalidArgumentError({
      argument: 'classIndex',
      expected: `[WordNet id, name] for each of "0" to "${modelCard.classes - 1}"`,
      received: entry,
      hint: `Class ${index} is missing or has another form.`,
    })
  }
  return names
}
