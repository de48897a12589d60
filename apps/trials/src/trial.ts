/** One recipe as the command line offers it, tried on the same photos as the others. */
export interface Trial {
  readonly name: string
  /** What it adds to the plain recipe: options of `graft train`. */
  readonly options: readonly string[]
  /** What it is compared with: another trial, or nothing. Default: the plain recipe. */
  readonly beside?: string | null
  /** Take photos with few of the second class. */
  readonly lopsided?: boolean
  /** Try learning rates first and train with the one that is suggested. */
  readonly findsRate?: boolean
  /** Train nothing: judge the plain recipe's model by so many views of each photo. */
  readonly views?: number
  /** Cut the photos to train on into so many parts, and validate on each in turn. */
  readonly folds?: number
}

export const PLAIN = 'plain'

/** What all trials share: with more photos, or a deeper trunk, all recipes give the same. */
export const PHOTOS = 40
export const EPOCHS = 12
export const TRUNK = ['--cut-at', 'mixed2', '--unfreeze-after', 'mixed1']

const words = (options: string) => options.split(' ')

/** Each recipe, and what it is to be compared with. */
export const TRIALS: readonly Trial[] = [
  { name: PLAIN, options: [] },
  { name: 'no early stopping', options: words('--patience 0') },
  { name: 'found learning rate', options: [], findsRate: true },
  { name: 'warm-up', options: words('--schedule warm-up') },
  { name: 'warm-up and cosine', options: words('--schedule cosine') },
  { name: 'one cycle, at five times the rate', options: words('--schedule one-cycle --learning-rate 0.005') },
  { name: 'fine-tuning at ten times the rate', options: words('--fine-tune-learning-rate 0.0003') },
  {
    name: 'the same, the trunk at a tenth',
    options: words('--fine-tune-learning-rate 0.0003 --trunk-rate 0.1'),
    beside: 'fine-tuning at ten times the rate',
  },
  { name: 'label smoothing 0.1', options: words('--label-smoothing 0.1') },
  { name: 'mixup', options: words('--mix mixup') },
  { name: 'cutmix', options: words('--mix cutmix') },
  { name: 'weight averaging 0.98', options: words('--average-weights 0.98') },
  { name: 'eight views of each photo', options: [], views: 8 },
  { name: 'five folds of the photos to train on', options: [], folds: 5 },
  { name: 'two blocks at once', options: words('--unfreeze-after mixed0') },
  {
    name: 'two blocks, one after the other',
    options: words('--unfreeze-after mixed0 --gradual'),
    beside: 'two blocks at once',
  },
  { name: 'one dog to eight cats', options: [], beside: null, lopsided: true },
  {
    name: 'the same, with class weights',
    options: words('--class-weights balanced'),
    beside: 'one dog to eight cats',
    lopsided: true,
  },
]
