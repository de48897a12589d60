import { basename } from 'node:path'
import { formatBytes } from '@graft-ml/core'
import { writeFileAtomically } from '@graft-ml/core/files'
import type { History } from '@graft-ml/report'
import { type Gallery, htmlReport, type PagePrediction, type Picture } from '@graft-ml/report/page'
import { augmentationSheet } from '../photos/augmentation-sheet'
import { choosePhotos } from '../photos/choose-photos'
import type { Environment } from '../run/environment'
import { describeRun, type RunConfig } from '../run/run-config'
import type { RunPaths } from '../run/run-paths'
import { drawGallery, pictureOf } from './draw-gallery'
import type { HeatOptions } from './photo-heats'
import { referenceFor } from './reference'

export interface ReportInput extends HeatOptions {
  readonly run: RunConfig
  readonly history: History
  readonly environment: Environment
  readonly predictions: readonly PagePrediction[]
}

/** The pictures of a report. */
export interface ReportPictures {
  readonly gallery: Gallery
  readonly augmentation: Picture | undefined
}

/** Writes `report.html` of a run, and gives the pictures in it. */
export async function writeReportPage(paths: RunPaths, input: ReportInput): Promise<ReportPictures> {
  const { run, history, environment, predictions } = input
  const gallery = await drawGallery(predictions, input)
  const augmentation = run.train.augment ? await drawAugmentation(run) : undefined
  const text = htmlReport({
    ...{ title: basename(paths.folder), classes: run.classes },
    ...{ history, predictions, gallery, augmentation },
    stages: { ...environment.stages },
    configuration: describeRun(run),
    machine: describeMachine(environment),
    reference: referenceFor(run),
  })
  await writeFileAtomically(paths.report, text)
  return { gallery, augmentation }
}

async function drawAugmentation({ photos, train }: RunConfig): Promise<Picture> {
  const { seed } = train
  const chosen = await choosePhotos(photos, 4, seed)
  const sheet = { ...chosen, augmentation: train, variants: 6, size: 112, seed }
  return await pictureOf(await augmentationSheet(sheet))
}

function describeMachine({
  machine,
  versions,
  engine,
  peakMemoryBytes,
}: Environment): Record<string, string> {
  const { processor, cores, simd, memory, system } = machine
  return {
    Processor: [processor, `${cores.usable} cores`, simd].filter(Boolean).join(', '),
    Memory: `${formatBytes(memory.totalBytes)}, of which at most ${formatBytes(peakMemoryBytes)} were used`,
    System: `${system.name ?? system.platform} ${system.architecture}`,
    Engine: engine,
    Versions: `Graft ${versions.graft}, tfjs ${versions.tfjs}, Node ${versions.node}`,
  }
}
