import { join } from 'node:path'
import { drawClasses } from '../../../../packages/cli/test/drawn-classes'

export { COLORS, drawClasses } from '../../../../packages/cli/test/drawn-classes'

/** train/ and validation/ with pictures of three colours. */
export async function drawParts(folder: string, count: number): Promise<void> {
  await drawClasses(join(folder, 'train'), count, 1)
  await drawClasses(join(folder, 'validation'), Math.ceil(count / 2), 2)
}
