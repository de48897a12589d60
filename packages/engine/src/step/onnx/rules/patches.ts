import { pad, reshape } from '../operations'
import type { StepGraph } from '../step-graph'
import type { MovingWindow } from './window'

/** Where a window looks; what lies after the image follows from the rest. */
export type PatchWindow = Omit<MovingWindow, 'after'>

/**
 * What the window sees, a row a place of it: [N * output height * output width, window height * width * channels].
 *
 * The image lies as a list of pixels with one of zeros behind it, and a single look-up takes every pixel of every row:
 * half the time of one slice for each pixel of the window and a concatenation.
 */
export function patches(graph: StepGraph, image: string, window: PatchWindow): string {
  const [height, width] = window.image
  const [rows, columns] = window.size
  const rowLength = rows * columns * window.channels
  if (isPointwise(window)) return reshape(graph, image, [-1, rowLength])
  const pixels = reshape(graph, image, [-1, height * width, window.channels])
  const places = pixelsSeen(window)
  const seen = places.includes(height * width) ? pad(graph, pixels, [0, 0, 0], [0, 1, 0]) : pixels
  const gathered = graph.node('Gather', [seen, graph.integers(places)], [{ name: 'axis', int: 1 }])
  return reshape(graph, gathered, [-1, rowLength])
}

function isPointwise({ size, strides }: PatchWindow): boolean {
  return [...size, ...strides].every((one) => one === 1)
}

/**
 * The window in which each pixel of the image sees the outputs that it had a part in, place by place as it was seen
 * from them. Only of a window that moves by one pixel: others skip pixels.
 */
export function windowBack(window: MovingWindow, filters: number): PatchWindow | undefined {
  const { size, strides, dilation, image, output, before } = window
  if (strides.some((stride) => stride !== 1)) return undefined
  return {
    size,
    strides,
    dilation: [-dilation[0], -dilation[1]],
    image: output,
    output: image,
    before: [-before[0], -before[1]],
    channels: filters,
  }
}

/** For each place of the window, row by row, the pixels in it; the one behind the last stands for everything outside. */
export function pixelsSeen(window: PatchWindow): number[] {
  const { size, strides, dilation, image, output, before } = window
  const outside = image[0] * image[1]
  return range(output[0]).flatMap((y) =>
    range(output[1]).flatMap((x) =>
      range(size[0]).flatMap((i) =>
        range(size[1]).map((j) => {
          const row = y * strides[0] - before[0] + i * dilation[0]
          const column = x * strides[1] - before[1] + j * dilation[1]
          const inside = row >= 0 && row < image[0] && column >= 0 && column < image[1]
          return inside ? row * image[1] + column : outside
        }),
      ),
    ),
  )
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
