/** What runs on the threads of a DecodePool. Not meant to be imported. */
import { move } from 'piscina'
import { whenSharpLoads } from './decode/sharp-module'
import { factsOf } from './inspect/picture-facts'
import type { PicturesTask } from './pool/pictures-task'
import { checkPictures, createPreparer } from './pool/prepare-pictures'

// Each thread decodes one picture at a time: more of libvips's own threads, or pictures kept for a second
// reading that never comes, would only cost memory.
whenSharpLoads((sharp) => {
  sharp.concurrency(1)
  sharp.cache(false)
})

const preparePictures = createPreparer()

// The type is said because piscina's own declarations of it cannot be bundled.
export async function prepare(task: PicturesTask): Promise<object> {
  const result = await preparePictures(task)
  if (result instanceof Float32Array) return move(result)
  return { ...result, cause: undefined }
}

export { checkPictures as check, factsOf as inspect }
