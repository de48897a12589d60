import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const require = createRequire(import.meta.url)
// Read once in a process: 2.5 MB of renderer, 50 kB of fonts.
let resources: Promise<{ fonts: Uint8Array[] }> | undefined

/**
 * Draws an SVG as a PNG. Words are set in Inter, which comes with the package: the picture is the same on
 * every machine, also where no font is installed.
 *
 * @param svg An SVG document.
 * @param scale Pixels per CSS pixel. Default 2.
 */
export async function svgToPng(svg: string, { scale = 2 }: { scale?: number } = {}): Promise<Uint8Array> {
  resources ??= loadResources()
  const { fonts } = await resources
  const renderer = new Resvg(svg, {
    font: { fontBuffers: fonts, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: scale },
  })
  const image = renderer.render()
  const png = image.asPng()
  image.free()
  renderer.free()
  return png
}

async function loadResources(): Promise<{ fonts: Uint8Array[] }> {
  await initRenderer()
  const files = [400, 600].map((weight) => `@fontsource/inter/files/inter-latin-${weight}-normal.woff2`)
  return { fonts: await Promise.all(files.map((file) => readFile(require.resolve(file)))) }
}

/** The wasm module can be initialised once in a process; another user of it may have done so. */
async function initRenderer(): Promise<void> {
  try {
    await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  } catch (error) {
    const done = error instanceof Error && error.message.startsWith('Already initialized')
    if (!done) throw error
  }
}
