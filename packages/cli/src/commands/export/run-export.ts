import { mkdir, readdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { formatBytes, InvalidArgumentError } from '@graft-ml/core'
import { statIfThere, withFileErrors, writeFileAtomically } from '@graft-ml/core/files'
import { createEngine, modelToOnnx } from '@graft-ml/engine'
import { saveKerasModel } from '@graft-ml/keras'
import { saveModel, type WeightType } from '@graft-ml/recipes'
import { type Classifier, openClassifier } from '../../model/open-classifier'
import type { Surroundings } from '../../surroundings'
import { withNotice } from '../../terminal/notice'
import { jsonDocument, jsonText } from '../../text/json-document'

export interface ExportOptions {
  readonly to: Format
  readonly weightType: WeightType
  readonly out: string
  readonly json: boolean
}

type Format = 'tfjs' | 'onnx' | 'keras'

/** Writes a model for other programs, and says what was written. */
export async function runExport(
  named: string | undefined,
  { to, weightType, out, json }: ExportOptions,
  { stdout, stderr, folder: here }: Surroundings,
): Promise<void> {
  checkWeightType(to, weightType)
  const folder = resolve(here, out)
  const classifier = await withNotice(stderr, 'Writing the model …', async () => {
    // Nothing is computed: any engine will do to hold the weights.
    await createEngine({ engine: 'cpu' })
    const opened = await openClassifier(here, named)
    await withFileErrors('write', folder, () => mkdir(folder, { recursive: true }))
    await WRITERS[to](opened, folder, weightType)
    await writeFileAtomically(join(folder, 'preparation.json'), jsonText(opened.preparation))
    return opened
  })
  const files = await filesIn(folder)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  stdout.write(
    json
      ? jsonDocument({ model: classifier.folder, to, folder, files })
      : `Wrote ${relative(here, folder) || '.'}: ${formatBytes(bytes)} in ${files.length} files.\n`,
  )
}

type Write = (classifier: Classifier, folder: string, weightType: WeightType) => Promise<void>

const WRITERS: Readonly<Record<Format, Write>> = {
  tfjs: ({ model, preparation: metadata }, folder, weightType) =>
    saveModel(model, folder, { metadata: { ...metadata }, weightType }),
  onnx: async ({ model }, folder) => {
    const { bytes } = await modelToOnnx(model)
    await writeFileAtomically(join(folder, 'model.onnx'), bytes)
  },
  keras: ({ model }, folder) => saveKerasModel(model, join(folder, 'model.h5')),
}

function checkWeightType(to: Format, received: WeightType): void {
  if (to === 'tfjs' || received === 'float32') return
  throw new InvalidArgumentError({
    argument: '--weight-type',
    expected: "'float32', except with --to tfjs",
    received,
  })
}

async function filesIn(folder: string): Promise<{ name: string; bytes: number }[]> {
  const names = (await readdir(folder)).sort()
  return await Promise.all(
    names.map(async (name) => ({ name, bytes: (await statIfThere(join(folder, name)))!.size })),
  )
}
