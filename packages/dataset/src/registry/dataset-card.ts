/** What one needs to know of a published data set before using it. */
export interface DatasetCard {
  readonly name: string
  readonly description: string
  /** An archive: zip or tar.gz. An http(s) url, a `file:` url or a path. */
  readonly url: string
  /** Further urls of the same archive, tried in order. Default: none. */
  readonly mirrors?: readonly string[]
  /** Hexadecimal: 64 characters are SHA-256, 32 are MD5. Default: not checked. */
  readonly hash?: string
  /** Bytes of the archive as published. */
  readonly size?: number
  /** Under which terms the pictures may be used. */
  readonly license: string
  /** Folder inside the archive that holds the data. Default: the only folder at its top, or its top. */
  readonly root?: string
}
