/**
 * From bytes on the network to batches of pictures. For Node.
 *
 * @module @graft-ml/dataset
 */

export { type BrokenImage, BrokenImageError } from './decode/broken-image-error'
export type { ColorMode, PixelsOf } from './decode/color-mode'
export { type DecodeOptions, decodeImage, type Orientation } from './decode/decode-image'
export type { DecodedImage, PixelData } from './decode/decoded-image'
export type { ImageFormat } from './decode/image-format'
export {
  ClassCountError,
  EmptyClassError,
  NoImagesError,
  UnreadableFolderError,
} from './directory/directory-errors'
export { DirectoryImages, type DirectoryImagesState } from './directory/directory-images'
export type { ClassMode, DirectoryOptions, Fold, Subset } from './directory/directory-options'
export { fromDirectory } from './directory/from-directory'
export { type FilesOptions, fromFiles } from './directory/from-files'
export { type ListPicturesOptions, listPictures } from './directory/list-pictures'
export { encodeImage } from './encode/encode-image'
export type { AnyImage, EncodedFormat, EncodeOptions } from './encode/encode-options'
export { type SaveImageOptions, saveImage } from './encode/save-image'
// Fetching
export { ArchiveError, type ArchiveErrorCode, type ArchiveFailure } from './extract/archive-error'
export type { ArchiveLimits } from './extract/archive-limits'
export { type ExtractArchiveOptions, extractArchive } from './extract/extract-archive'
export { fetchDataset } from './fetch/fetch-dataset'
export type { FetchDatasetOptions } from './fetch/fetch-dataset-options'
export type { ClassInspection, FolderInspection, PartInspection, Spread } from './inspect/folder-inspection'
export { type InspectFolderOptions, inspectFolder } from './inspect/inspect-folder'
export type { PictureFacts } from './inspect/picture-facts'
export { type LoadImageOptions, loadImage } from './load/load-image'
export { DecodePool, type DecodePoolOptions } from './pool/decode-pool'
export type { BrokenFile } from './pool/pictures-task'
export { ImageTaskError, PoolClosedError } from './pool/pool-errors'
export type { DatasetCard } from './registry/dataset-card'
export { type DatasetName, datasets } from './registry/datasets'
export type { Interpolation } from './resize/filters'
export { type ResizeOptions, resizeImage } from './resize/resize-image'
