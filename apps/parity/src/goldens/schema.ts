import { z } from 'zod'

/**
 * The format of a goldens folder. An empty list is refused: a section that compares nothing shows nothing.
 */

/** A file of numbers beside the index: raw, little-endian, row-major. */
export const arrayReference = z.object({
  file: z.string(),
  dtype: z.enum(['float32', 'uint8', 'int32']),
  shape: z.array(z.int().nonnegative()),
})
export type ArrayReference = z.infer<typeof arrayReference>

/** Arguments or parameters under their Python names. */
const pythonNames = z.record(z.string(), z.unknown())

export const resizeSection = z
  .array(
    z
      .object({ path: z.string(), size: z.tuple([z.int(), z.int()]) })
      // Every other entry is a picture, named by its interpolation, or by colour mode and interpolation.
      .catchall(arrayReference),
  )
  .min(1)

export const augmentSection = z
  .array(
    z.object({
      fillMode: z.enum(['nearest', 'reflect', 'wrap', 'constant']),
      cval: z.number(),
      transform: pythonNames,
      output: arrayReference,
    }),
  )
  .min(1)

export const drawsSection = z.object({
  configs: z.record(z.string(), pythonNames),
  rows: z.array(z.object({ config: z.string(), seed: z.int(), params: pythonNames })).min(1),
})

export const flowSection = z.object({
  seed: z.int(),
  batchSize: z.int().positive(),
  targetSize: z.tuple([z.int(), z.int()]),
  samples: z.int(),
  classIndices: z.record(z.string(), z.int()),
  batches: z
    .array(
      z.object({
        paths: z.array(z.string()),
        labels: z.array(z.number()),
        mean: z.array(z.number()),
        x0: arrayReference,
      }),
    )
    .min(1),
})

export const layerTable = z.object({
  layers: z.array(
    z
      .object({
        name: z.string(),
        class: z.string(),
        outputShape: z.array(z.int().nullable()),
        params: z.int(),
      })
      .catchall(z.unknown()),
  ),
  params: z.int(),
})
export type LayerTable = z.infer<typeof layerTable>

const activation = z.object({
  shape: z.array(z.int()),
  mean: z.number(),
  std: z.number(),
  l2: z.number(),
  channelMeans: z.array(z.number()),
  values: arrayReference.optional(),
})
export type GoldenActivation = z.infer<typeof activation>

export const networkSection = z.object({
  input: arrayReference,
  layers: z.record(z.string(), activation),
})

const wave = z.tuple([z.number(), z.number()])

const optimizer = z.object({
  name: z.enum(['rmsprop', 'sgd', 'adam']),
  learning_rate: z.number(),
  momentum: z.number().optional(),
})

const trainingRun = z.object({
  name: z.string(),
  /** Where it is missing, the run's name tells. */
  optimizer: optimizer.optional(),
  evalBefore: z.number(),
  steps: z.array(z.tuple([z.number(), z.number()])),
  evalAfter: z.tuple([z.number(), z.number()]),
  h1Kernel: arrayReference,
  predict: z.array(z.number()),
  liveBatchNorm: z
    .record(
      z.string(),
      z.object({
        beta: z.array(z.number()),
        movingMean: z.array(z.number()),
        movingVariance: z.array(z.number()),
      }),
    )
    .optional(),
})
export type GoldenRun = z.infer<typeof trainingRun>

export const trainingSection = z.object({
  x: arrayReference,
  y: z.array(z.number()),
  head: z.object({ layers: z.array(z.string()), init: z.record(z.string(), wave) }),
  runs: z.array(trainingRun).min(1),
})
export type GoldenTraining = z.infer<typeof trainingSection>

export const goldenPhase = z.object({
  acc: z.array(z.number()),
  loss: z.array(z.number()),
  val_acc: z.array(z.number()),
  val_loss: z.array(z.number()),
})
export type GoldenPhase = z.infer<typeof goldenPhase>

export const exerciseFile = z.object({
  /** The demo runs at no other. */
  imageSize: z.literal(150).default(150),
  stepsPerEpoch: z.int().positive(),
  batchSize: z.int().positive(),
  validationSteps: z.int().positive(),
  runs: z.array(z.object({ seed: z.int(), featureExtraction: goldenPhase, fineTuning: goldenPhase })).min(1),
})
export type GoldenExercise = z.infer<typeof exerciseFile>
