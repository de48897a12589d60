/** What fetching and unpacking say while they go on, discriminated by `status`. Sizes in bytes. */
export type ProgressEvent =
  | { readonly status: 'download'; readonly name: string; readonly loaded: number; readonly total?: number }
  | { readonly status: 'retry'; readonly name: string; readonly attempt: number; readonly reason: string }
  | { readonly status: 'verify'; readonly name: string }
  | { readonly status: 'extract'; readonly name: string; readonly loaded: number; readonly total: number }
  | { readonly status: 'ready'; readonly name: string; readonly path: string; readonly cached: boolean }

/** Hears how far fetching and extracting are. */
export type OnProgress = (event: ProgressEvent) => void
