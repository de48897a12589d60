import { GraftError } from '@graft-ml/core'
import type * as files from '@graft-ml/core/files'

/** Stands in for `@graft-ml/core/files` in a browser's bundle, where nothing calls it. */
export const fetchFile: typeof files.fetchFile = async ({ source }) => {
  throw new GraftError({
    code: 'NO_FILES',
    message: `There are no files in a browser to keep ${source} in.`,
    hint: 'Pass the bytes of the file.',
  })
}
