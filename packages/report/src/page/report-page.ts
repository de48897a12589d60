import type { HistoryData } from '../history/phase-history'

/** Everything that a report page shows, as plain data. What is left out is not shown. */
export interface ReportPage {
  /** The name of the run. */
  readonly title: string
  /** Names of the classes in the order of their labels. */
  readonly classes: readonly string[]
  readonly history: HistoryData
  /** What the model says of each photo that it was validated on. */
  readonly predictions: readonly PagePrediction[]
  readonly gallery?: Gallery
  /** Photos as they are and as they were changed for training. */
  readonly augmentation?: Picture
  /** Seconds by stage, in the order in which they are to stand. */
  readonly stages?: Readonly<Record<string, number>>
  /** What was asked for. */
  readonly configuration: Readonly<Record<string, unknown>>
  /** On what it ran. */
  readonly machine: Readonly<Record<string, string>>
  /** Figures of others to compare with. */
  readonly reference?: Reference
}

/** What a model says of a photo. */
export interface PagePrediction {
  readonly path: string
  /** Index of the true class. */
  readonly label: number
  /** Index of the class that the model takes it for. */
  readonly prediction: number
  /** One for each class; together 1. */
  readonly probabilities: readonly number[]
}

/** A picture in the page itself. */
export interface Picture {
  /** A `data:` url. */
  readonly url: string
  /** In pixels. */
  readonly width: number
  readonly height: number
}

/** A photo with what a model says of it. */
export interface GalleryPhoto extends PagePrediction {
  readonly picture: Picture
  /** Of the same size: the places that the answer depends on. */
  readonly heat?: Picture
}

/** The photos that are worth a look. */
export interface Gallery {
  /** Wrong, and the surer the earlier. */
  readonly mistakes: readonly GalleryPhoto[]
  /** Those of which the model is least sure, right or wrong. */
  readonly uncertain: readonly GalleryPhoto[]
}

/** Figures that somebody published. */
export interface Reference {
  /** Whose: 'The exercise’s text, with ImageNet weights'. */
  readonly source: string
  readonly featureExtraction: string
  readonly fineTuning: string
}
