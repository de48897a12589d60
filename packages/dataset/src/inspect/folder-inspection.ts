import type { ImageFormat } from '../decode/image-format'
import type { BrokenFile } from '../pool/pictures-task'

/** What a folder of pictures holds. Plain JSON; paths are relative to the folder. */
export interface FolderInspection {
  readonly folder: string
  /** One without a name where the folder holds classes; else its parts in the order train, validation, test. */
  readonly parts: readonly PartInspection[]
  /** Files that show the very same picture, in groups. */
  readonly duplicates: readonly (readonly string[])[]
}

/** A folder of class folders. */
export interface PartInspection {
  /** '' or 'train', 'validation', 'test'. */
  readonly name: string
  readonly classes: readonly ClassInspection[]
}

/** What the folder of a class holds. */
export interface ClassInspection {
  readonly name: string
  /** Good ones. */
  readonly pictures: number
  /** Of the good ones' files. */
  readonly bytes: number
  readonly formats: Readonly<Partial<Record<ImageFormat, number>>>
  /** In pixels; undefined without a good picture. */
  readonly widths: Spread | undefined
  readonly heights: Spread | undefined
  readonly broken: readonly BrokenFile[]
}

/** The least, the middle and the most of many sizes, in pixels. */
export interface Spread {
  readonly least: number
  readonly median: number
  readonly most: number
}
