import { ENGINES } from '@graft-ml/engine/diagnose'
import { AUGMENTATION } from '../knobs/augmentation'
import { choice, number, part, share, text, type ValuesOf, wholeNumber, yesOrNo } from '../knobs/knob'
import { LEAST_SIDE } from '../photos/least-side'

/** The ends of Inception V3's blocks. */
export const BLOCKS = [
  ...(['mixed0', 'mixed1', 'mixed2', 'mixed3', 'mixed4', 'mixed5'] as const),
  ...(['mixed6', 'mixed7', 'mixed8', 'mixed9', 'mixed10'] as const),
] as const

const OPTIMIZERS = ['rmsprop', 'sgd', 'adam'] as const
const SCHEDULES = ['constant', 'warm-up', 'cosine', 'one-cycle'] as const
const learningRate = { from: 0, below: 10 }
const epochs = [0, 10_000] as const
const steps = [1, 1_000_000] as const
/** Epochs to wait; 0 switches off what would come then. */
const patience = [0, 1000] as const

/** What a training may be told, by the headings of its help. */
export const TRAIN_KNOBS = {
  Photos: {
    imageSize: wholeNumber('--image-size <pixels>', 'side of the pictures that the model sees', [
      LEAST_SIDE,
      1024,
    ]),
    validationSplit: share(
      '--validation-split <share>',
      'what of photos without validation/ is to validate on',
    ),
    crop: yesOrNo('--crop', 'cut the middle out of photos instead of distorting them', 'take photos whole'),
    interpolation: choice('--interpolation <method>', 'how photos are brought to that size', [
      ...(['nearest', 'bilinear', 'bicubic', 'hamming', 'box', 'lanczos'] as const),
    ]),
    orientation: choice('--orientation <how>', "turn photos as the camera's EXIF note says, or not", [
      'apply',
      'ignore',
    ]),
    broken: choice('--broken <how>', 'leave broken files out, or end', ['skip', 'throw']),
    fold: part(
      '--fold <n/k>',
      'validate on the n-th of k parts instead; graft cross-validate takes each in turn',
    ),
    batchSize: wholeNumber('--batch-size <n>', 'photos in a step', [1, 4096]),
    seed: wholeNumber('--seed <n>', 'the same seed gives the same run', [0, 2 ** 32 - 1]),
  },
  Model: {
    weights: text(
      '--weights <source>',
      "of Inception V3 without its top: 'imagenet', 'none', an .h5 file, a url",
    ),
    cutAt: choice('--cut-at <block>', 'the block of Inception V3 whose output the head sees', BLOCKS),
    head: choice('--head <kind>', 'average: the mean of each feature map; flatten: every place of it', [
      'average',
      'flatten',
    ]),
    hiddenUnits: wholeNumber('--hidden-units <n>', 'of a layer before the last one; 0: none', [0, 65_536]),
    dropout: number('--dropout <share>', 'of what enters the last layer', { from: 0, below: 1 }),
  },
  'How photos are changed': {
    augment: yesOrNo('--augment', 'change photos for training', 'train on the photos as they are'),
    ...AUGMENTATION,
    mix: choice('--mix <how>', 'mix each picture and its class with another of its batch', [
      'none',
      'mixup',
      'cutmix',
    ]),
    pooled: wholeNumber(
      '--pooled <variants>',
      'make so many variants of each photo once, and use these in all epochs; 0: new ones each time',
      [0, 1000],
    ),
  },
  'Feature extraction': {
    epochs: wholeNumber('--epochs <n>', 'epochs in which only the head learns', epochs),
    optimizer: choice('--optimizer <name>', 'how it learns', OPTIMIZERS),
    learningRate: number('--learning-rate <rate>', 'how fast', learningRate),
  },
  'Fine-tuning': {
    fineTuneEpochs: wholeNumber(
      '--fine-tune-epochs <n>',
      'epochs in which the last blocks learn too',
      epochs,
    ),
    unfreezeAfter: choice('--unfreeze-after <block>', 'the last block that stays frozen', BLOCKS),
    keepNormalization: yesOrNo(
      '--keep-normalization',
      'BatchNormalization goes on with the averages that it came with',
      'it learns with them, from the statistics of each batch',
    ),
    gradual: yesOrNo(
      '--gradual',
      'open the blocks one after the other, the last one first',
      'open all of them at once',
    ),
    fineTuneOptimizer: choice('--fine-tune-optimizer <name>', 'how they learn', OPTIMIZERS),
    fineTuneLearningRate: number('--fine-tune-learning-rate <rate>', 'how fast', learningRate),
    trunkRate: number('--trunk-rate <share>', 'the blocks learn at this share of the rate', {
      from: 0,
      below: 10,
    }),
  },
  Both: {
    schedule: choice(
      '--schedule <name>',
      'warm-up: rise to the rate in the first epoch; cosine: and sink to 0 by the end; one-cycle: rise and sink',
      SCHEDULES,
    ),
    averageWeights: number(
      '--average-weights <decay>',
      'validate and keep a moving average of the weights, 0.99 for one; 0: the weights themselves',
      { from: 0, below: 1 },
    ),
    classWeights: choice(
      '--class-weights <how>',
      'balanced: each class counts as much as any other, however few its photos',
      ['none', 'balanced'],
    ),
    labelSmoothing: number('--label-smoothing <share>', 'ask to be less sure by this share', {
      from: 0,
      below: 1,
    }),
    patience: wholeNumber(
      '--patience <epochs>',
      'end a phase when val_loss has not improved for so long, and keep its best epoch; 0: never',
      patience,
    ),
    plateau: wholeNumber(
      '--plateau <epochs>',
      'learn at a tenth of the rate when val_loss has not improved for so long; 0: never',
      patience,
    ),
    steps: wholeNumber('--steps <n>', 'training steps of an epoch', steps),
    validationSteps: wholeNumber('--validation-steps <n>', 'validation steps of an epoch', steps),
    engine: choice('--engine <name>', 'where the arithmetic runs; graft doctor tells more', [
      'auto',
      ...ENGINES,
    ]),
  },
} as const

type Groups = typeof TRAIN_KNOBS
type AllKnobs = Groups['Photos'] &
  Groups['Model'] &
  Groups['How photos are changed'] &
  Groups['Feature extraction'] &
  Groups['Fine-tuning'] &
  Groups['Both']

/** All of them, by name. */
export const ALL_TRAIN_KNOBS = Object.assign({}, ...Object.values(TRAIN_KNOBS)) as AllKnobs

/** Steps stand for one pass over the photos where they are left out, the fold for the parts that there are. */
type Optional = 'steps' | 'validationSteps' | 'fold'

/** What a training is, with every question answered. */
export type TrainConfig = Omit<ValuesOf<AllKnobs>, Optional> & Partial<Pick<ValuesOf<AllKnobs>, Optional>>
