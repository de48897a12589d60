import { type ImageTransform, InvalidArgumentError, oneOf, type PythonRandom } from '@graft-ml/core'
import { COLOR_MODES, type ColorMode } from '../decode/color-mode'
import { ORIENTATIONS, type Orientation } from '../decode/decode-image'
import { checkInteger } from '../options/check-integer'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import type { DecodePool } from '../pool/decode-pool'
import { INTERPOLATIONS, type Interpolation } from '../resize/filters'
import { validTargetSize } from '../resize/resize-image'

export const CLASS_MODES = ['categorical', 'binary', 'sparse', 'input', 'none'] as const
/**
 * What the labels of a batch are.
 *
 * @useDeclaredType
 */
export type ClassMode = (typeof CLASS_MODES)[number]

export const SUBSETS = ['training', 'validation'] as const
/**
 * A part of the pictures of a folder.
 *
 * @useDeclaredType
 */
export type Subset = (typeof SUBSETS)[number]

/** Ends of the file names that Keras takes for pictures. */
export const KERAS_SUFFIXES = ['png', 'jpg', 'jpeg', 'bmp', 'ppm', 'tif', 'tiff'] as const

/** One of several parts of the same size, as nearly as that can be, into which the pictures of each class are cut. */
export interface Fold {
  /** From 0. */
  readonly index: number
  /** How many there are, 2 or more. */
  readonly of: number
}

/** Options of `fromDirectory`: Keras's `flow_from_directory`, and what threads and broken files need. */
export interface DirectoryOptions {
  /** Height and width of the pictures, in pixels. Default [256, 256]. */
  targetSize?: readonly [height: number, width: number]
  /** 'rgb', 'rgba' or 'grayscale'. Default 'rgb'. */
  colorMode?: ColorMode
  /** Names of the class folders, in the order of their labels. Default: every folder, sorted by code point. */
  classes?: readonly string[]
  /**
   * Labels of a batch: 'categorical' [N, classes] of 0 and 1, 'binary' and 'sparse' [N, 1], 'input' the pictures
   * themselves, 'none' without labels. Default 'categorical'.
   */
  classMode?: ClassMode
  /** Pictures of a batch; the last one of a pass may have fewer. Default 32. */
  batchSize?: number
  /** Draw a new order for each pass. Default true. */
  shuffle?: boolean
  /** What order and transform are drawn from: an integer 0..2^32-1. Default: a new one each time. */
  seed?: number
  /**
   * For training: give the batches that Keras's `fit` would train on. It reads an iterator's batches in an order of its own,
   * which it shuffles with Python's generator: the one that the layers drew their seeds from, as it stands when the first
   * phase of training begins. `epoch()` and `batch()` keep the iterator's order. Default: the iterator's order for all.
   */
  fitOrder?: PythonRandom
  /** 'nearest', 'bilinear', 'bicubic', 'hamming', 'box' or 'lanczos', as Pillow. Default 'nearest'. */
  interpolation?: Interpolation
  /** Cut the middle out in the target's proportions before resizing. Default false. */
  keepAspectRatio?: boolean
  /** What to do with the camera's EXIF orientation: 'ignore' or 'apply'. Default 'ignore', as Keras. */
  orientation?: Orientation
  /** The share of each class's pictures, between 0 and 1, that `subset: 'validation'` takes. */
  validationSplit?: number
  /**
   * For cross-validation, in place of `validationSplit`: `subset: 'validation'` takes this part of each class's pictures,
   * in the order of their names, and `subset: 'training'` all others. What was taken in bursts mostly stays together.
   */
  fold?: Fold
  /** 'training' or 'validation'; needs `validationSplit` or `fold`. Default: all pictures. */
  subset?: Subset
  /** Enter folders inside a class that are symbolic links. Default false. */
  followLinks?: boolean
  /** Ends of the names of the files that count, in any case. Default png, jpg, jpeg, bmp, ppm, tif, tiff. */
  suffixes?: readonly string[]
  /** Random change of each picture, `imageDataGenerator` of @graft-ml/augment for one. Default: none, values 0..255. */
  transform?: ImageTransform
  /** 'throw' at a broken file, or 'skip': read every file first and leave the broken ones out. Default 'throw'. */
  onBroken?: 'throw' | 'skip'
  /** Accept classes without pictures, as Keras does. Default false. */
  allowEmptyClasses?: boolean
  /** Batches that are prepared ahead of the one in use. Default 2. */
  prefetch?: number
  /** Threads of its own, ended by `close()`; 0 is the calling thread. Default: as many as the machine runs at once. */
  workers?: number
  /** Threads shared with others, instead of `workers`; whoever made the pool closes it. */
  pool?: DecodePool
}

const DEFAULTS = {
  targetSize: [256, 256] as readonly [height: number, width: number],
  colorMode: 'rgb' as ColorMode,
  classes: undefined as readonly string[] | undefined,
  classMode: 'categorical' as ClassMode,
  batchSize: 32,
  shuffle: true,
  seed: undefined as number | undefined,
  fitOrder: undefined as PythonRandom | undefined,
  interpolation: 'nearest' as Interpolation,
  keepAspectRatio: false,
  orientation: 'ignore' as Orientation,
  validationSplit: undefined as number | undefined,
  fold: undefined as Fold | undefined,
  subset: undefined as Subset | undefined,
  followLinks: false,
  suffixes: KERAS_SUFFIXES as readonly string[],
  transform: undefined as ImageTransform | undefined,
  onBroken: 'throw' as 'throw' | 'skip',
  allowEmptyClasses: false,
  prefetch: 2,
  workers: undefined as number | undefined,
  pool: undefined as DecodePool | undefined,
} satisfies Record<keyof DirectoryOptions, unknown>

/** Options with their defaults, checked; a seed is drawn where there was none. */
export type ResolvedDirectoryOptions = Omit<typeof DEFAULTS, 'seed'> & { seed: number }

export function resolveDirectoryOptions(options: DirectoryOptions): ResolvedDirectoryOptions {
  rejectUnknownOptions('fromDirectory', options, Object.keys(DEFAULTS))
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const resolved: typeof DEFAULTS = { ...DEFAULTS, ...given }
  validTargetSize(resolved.targetSize)
  oneOf('colorMode', resolved.colorMode, COLOR_MODES)
  oneOf('classMode', resolved.classMode, CLASS_MODES)
  oneOf('interpolation', resolved.interpolation, INTERPOLATIONS)
  oneOf('orientation', resolved.orientation, ORIENTATIONS)
  oneOf('onBroken', resolved.onBroken, ['throw', 'skip'])
  checkInteger('batchSize', resolved.batchSize, 1)
  checkInteger('prefetch', resolved.prefetch, 0)
  if (resolved.fold) checkFold(resolved.fold, resolved)
  else checkSplit(resolved)
  checkClasses(resolved.classes)
  if (resolved.pool && resolved.workers !== undefined) {
    throw new InvalidArgumentError({
      argument: 'workers',
      expected: 'absent when `pool` is given',
      received: resolved.workers,
    })
  }
  const seed = resolved.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!
  checkInteger('seed', seed, 0, 2 ** 32 - 1)
  return { ...resolved, seed }
}

type Split = Pick<DirectoryOptions, 'validationSplit' | 'fold' | 'subset'>

function checkSplit({ validationSplit, subset }: Split): void {
  if (validationSplit !== undefined && !(validationSplit > 0 && validationSplit < 1)) {
    throw new InvalidArgumentError({
      argument: 'validationSplit',
      expected: 'a number between 0 and 1, without these',
      received: validationSplit,
    })
  }
  if (subset === undefined) return
  oneOf('subset', subset, SUBSETS)
  if (validationSplit === undefined) {
    throw new InvalidArgumentError({
      argument: 'validationSplit',
      expected: `a number between 0 and 1 when subset is '${subset}'`,
      received: undefined,
    })
  }
}

function checkFold({ index, of }: Fold, { validationSplit, subset }: Omit<Split, 'fold'>): void {
  checkInteger('fold.of', of, 2)
  checkInteger('fold.index', index, 0, of - 1)
  oneOf('subset', subset, SUBSETS)
  if (validationSplit === undefined) return
  throw new InvalidArgumentError({
    argument: 'validationSplit',
    expected: 'absent when `fold` is given',
    received: validationSplit,
  })
}

function checkClasses(classes: readonly string[] | undefined): void {
  if (classes === undefined) return
  const names =
    Array.isArray(classes) && classes.length > 0 && classes.every((name) => typeof name === 'string')
  if (names && new Set(classes).size === classes.length) return
  throw new InvalidArgumentError({
    argument: 'classes',
    expected: 'names of folders, each once',
    received: classes,
  })
}
