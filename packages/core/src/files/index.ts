/**
 * Files that are fetched once, and files that are written whole or not at all. For Node.
 *
 * @module @graft-ml/core/files
 */

export { cacheFolder } from './cache/cache-folder'
export { type LockOptions, withLock } from './cache/with-lock'
export { FetchError, type FetchErrorCode, type FetchFailure } from './fetch/fetch-error'
export { fetchFile } from './fetch/fetch-file'
export type { FetchFileOptions } from './fetch/fetch-options'
export { FileError, withFileErrors } from './file-error'
export type { FileAction, FileErrorCode, FileFailure } from './file-failure'
export { type HashAlgorithm, hashAlgorithm, hashFile } from './hash-file'
export { readJsonIfThere, readTextIfThere, statIfThere } from './read-if-there'
export { throttleProgress } from './throttle-progress'
export { replaceFolder } from './write/replace-folder'
export { writeFileAtomically } from './write/write-file-atomically'
