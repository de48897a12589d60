import type { LayerCall } from '../../../graph/trace'
import type { Padding, Size } from '../../../plan/operation'
import type { Unsupported } from '../../../plan/translate/translation'
import { samePadding } from '../../../trunk/onnx/emit/window'
import { pad, slice, sum } from '../operations'
import type { StepGraph } from '../step-graph'

/** A window that moves over an image, with everything about it known beforehand. */
export interface MovingWindow {
  readonly size: Size
  readonly strides: Size
  readonly dilation: Size
  /** Of the image: [height, width]. */
  readonly image: Size
  /** Of what the window gives. */
  readonly output: Size
  /** Around the image. */
  readonly before: Size
  readonly after: Size
  readonly channels: number
}

export interface WindowSettings {
  readonly size: Size
  readonly strides: Size
  readonly padding: string
  readonly dilation?: Size
  readonly dataFormat?: string
}

export function windowOf(call: LayerCall, settings: WindowSettings): MovingWindow | Unsupported {
  const { size, strides, padding, dilation = [1, 1], dataFormat = 'channelsLast' } = settings
  const [, height, width, channels] = call.inputs[0].shape
  const [, outputHeight, outputWidth] = call.output.shape
  if (dataFormat !== 'channelsLast') return { unsupported: `has the data format '${dataFormat}'` }
  if (padding !== 'same' && padding !== 'valid') return { unsupported: `has the padding '${padding}'` }
  if (!height || !width || !channels || !outputHeight || !outputWidth) {
    return { unsupported: 'has images of any size' }
  }
  const image = [height, width] as const
  const sides = [0, 1].map((axis) => sidesOf(padding, image[axis], size[axis], strides[axis], dilation[axis]))
  return {
    size,
    strides,
    dilation,
    image,
    output: [outputHeight, outputWidth],
    before: [sides[0][0], sides[1][0]],
    after: [sides[0][1], sides[1][1]],
    channels,
  }
}

function sidesOf(padding: Padding, size: number, kernel: number, stride: number, dilation: number) {
  return padding === 'valid' ? ([0, 0] as const) : samePadding(size, kernel, stride, dilation)!
}

/** The image as each place of the window sees it, [N, ...output, channels], row by row of the window. */
export function views(graph: StepGraph, image: string, window: MovingWindow, fill = 0): string[] {
  const padded = pad(graph, image, [0, ...window.before, 0], [0, ...window.after, 0], fill)
  return places(window).map((place) => {
    const starts = place.map((at, axis) => at * window.dilation[axis])
    const ends = starts.map((start, axis) => start + (window.output[axis] - 1) * window.strides[axis] + 1)
    return slice(graph, padded, { axes: [1, 2], starts, ends, steps: window.strides })
  })
}

/** Back from `views`: adds up in the image what each place of the window holds. */
export function scatter(graph: StepGraph, parts: readonly string[], window: MovingWindow): string {
  const { strides, dilation, output, image, before, after } = window
  const padded = [0, 1].map((axis) => before[axis] + image[axis] + after[axis])
  const spread = [0, 1].map((axis) => (output[axis] - 1) * strides[axis] + 1)
  const placed = places(window).map((place, index) => {
    const starts = place.map((at, axis) => at * dilation[axis])
    const rest = starts.map((start, axis) => padded[axis] - start - spread[axis])
    return pad(graph, spreadOut(graph, parts[index], window), [0, ...starts, 0], [0, ...rest, 0])
  })
  const total = sum(graph, placed)
  if ([...before, ...after].every((size) => size === 0)) return total
  const ends = [0, 1].map((axis) => before[axis] + image[axis])
  return slice(graph, total, { axes: [1, 2], starts: before, ends })
}

/** Puts stride - 1 zeros between the pixels. */
function spreadOut(graph: StepGraph, part: string, { strides, output, channels }: MovingWindow): string {
  if (strides.every((stride) => stride === 1)) return part
  const [rows, columns] = strides
  const [height, width] = output
  const cells = graph.node('Reshape', [part, graph.integers([-1, height, 1, width, 1, channels])])
  const filled = pad(graph, cells, [0, 0, 0, 0, 0, 0], [0, 0, rows - 1, 0, columns - 1, 0])
  const merged = graph.node('Reshape', [
    filled,
    graph.integers([-1, height * rows, width * columns, channels]),
  ])
  const ends = [(height - 1) * rows + 1, (width - 1) * columns + 1]
  return slice(graph, merged, { axes: [1, 2], starts: [0, 0], ends })
}

function places({ size: [height, width] }: MovingWindow): [number, number][] {
  return Array.from({ length: height * width }, (_, index) => [Math.floor(index / width), index % width])
}
