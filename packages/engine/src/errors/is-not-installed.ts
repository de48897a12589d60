/**
 * Whether an import failed because there is no such package. One whose own file is missing, such as a native module
 * that has no build for this platform, gives the same code, but names the file.
 */
export function isNotInstalled(name: string, error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
  return isMissing && String(message).includes(`'${name}'`)
}
