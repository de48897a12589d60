import type { Value } from '../../../graph/trace'
import type { Attribute } from '../../../onnx/messages'
import type { Size, Window } from '../../../plan/operation'

/**
 * Attributes of a window that moves over `input`. Paddings are written out where the image's size allows;
 * ONNX's SAME_UPPER works them out otherwise.
 */
export function windowAttributes(
  input: Value,
  size: Size,
  window: Window,
  dilation: Size = [1, 1],
): Attribute[] {
  const attributes: Attribute[] = [
    { name: 'kernel_shape', ints: size },
    { name: 'strides', ints: window.strides },
  ]
  if (dilation.some((rate) => rate !== 1)) attributes.push({ name: 'dilations', ints: dilation })
  if (window.padding === 'valid') return attributes
  const [, height, width] = input.shape
  const rows = samePadding(height, size[0], window.strides[0], dilation[0])
  const columns = samePadding(width, size[1], window.strides[1], dilation[1])
  if (!rows || !columns) return [...attributes, { name: 'auto_pad', string: 'SAME_UPPER' }]
  return [...attributes, { name: 'pads', ints: [rows[0], columns[0], rows[1], columns[1]] }]
}

/**
 * TensorFlow's `same` along one axis: as many as give ceil(size / stride), the odd one at the end.
 *
 * @returns before and after; undefined where the size has to be known and is not
 */
export function samePadding(
  size: number | null,
  kernel: number,
  stride: number,
  dilation: number,
): readonly [before: number, after: number] | undefined {
  const reach = (kernel - 1) * dilation + 1
  if (size === null && stride !== 1) return undefined
  // With a stride of 1 the size cancels out.
  const total =
    size === null ? reach - 1 : Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0)
  const before = Math.floor(total / 2)
  return [before, total - before]
}
