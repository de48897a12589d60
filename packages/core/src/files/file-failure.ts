import { GraftError } from '../errors/graft-error'

/** Why a file could not be read or written. */
export type FileErrorCode =
  | 'NO_SPACE'
  | 'READ_ONLY'
  | 'NOT_FOUND'
  | 'UNREADABLE'
  | 'LOCK_LOST'
  | 'ABORTED'
  | 'IO'

/** What was tried with a file. */
export type FileAction = 'read' | 'write'

/** Which file, what was being done to it, and what the system said. */
export interface FileFailure {
  code: FileErrorCode
  message: string
  path: string
  hint?: string
  cause?: unknown
}

const anotherFolder = 'Choose another folder: the environment variable GRAFT_HOME moves the cache.'

/** What an error of the file system means; undefined when it is not one (or is explained already). */
export function explainFailure(error: unknown, action: FileAction, path: string): FileFailure | undefined {
  if (GraftError.isInstance(error) || !isSystemError(error)) return undefined
  return { ...explain(error.code, action, path), path, cause: error }
}

function explain(code: string, action: FileAction, path: string): Omit<FileFailure, 'path'> {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'NO_SPACE',
        message: `There is no space left to write '${path}'.`,
        hint: 'Free some space and run again, or let GRAFT_HOME name a folder on a larger disk.',
      }
    case 'EACCES':
    case 'EPERM':
      return action === 'read'
        ? { code: 'UNREADABLE', message: `'${path}' may not be read.`, hint: 'Check its permissions.' }
        : { code: 'READ_ONLY', message: `'${path}' may not be written.`, hint: anotherFolder }
    case 'EROFS':
      return { code: 'READ_ONLY', message: `'${path}' is on a read-only disk.`, hint: anotherFolder }
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EEXIST':
      return action === 'read'
        ? { code: 'NOT_FOUND', message: `There is no '${path}'.`, hint: 'Check the path.' }
        : {
            code: 'READ_ONLY',
            message: `'${path}' cannot be written: a part of the path is missing or is not a folder (${code}).`,
            hint: anotherFolder,
          }
    default:
      return {
        code: 'IO',
        message: `'${path}' could not be ${action === 'read' ? 'read' : 'written'} (${code}).`,
      }
  }
}

/** Errors of Node's file system carry a code such as 'ENOSPC' and the number of the system's error. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}
