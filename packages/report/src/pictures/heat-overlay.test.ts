import { expect, it } from 'vitest'
import { heatOverlay } from './heat-overlay'

const gray = (height: number, width: number) => ({
  ...{ height, width, channels: 3 },
  data: new Uint8Array(height * width * 3).fill(100),
})

it('leaves a picture as it is where there is no heat', () => {
  const image = gray(3, 5)
  expect(heatOverlay(image, { height: 1, width: 1, data: [0] }).data).toEqual(image.data)
})

it('is yellow where the heat is greatest, and goes smoothly in between', () => {
  const { data } = heatOverlay(gray(1, 8), { height: 1, width: 2, data: [0, 1] })
  const reds = Array.from({ length: 8 }, (_, column) => data[column * 3]!)
  expect([...reds].sort((a, b) => a - b)).toEqual(reds)
  expect(reds.slice(0, 2)).toEqual([100, 100])
  expect([...data.slice(-3)]).toEqual([209, 184, 51])
})

it('shows gray pictures', () => {
  const image = { height: 1, width: 2, channels: 1, data: Float32Array.of(0, 300) }
  expect([...heatOverlay(image, { height: 1, width: 1, data: [0] }).data]).toEqual([0, 0, 0, 255, 255, 255])
})

it('wants pictures of one or three channels', () => {
  const image = { height: 1, width: 1, channels: 4, data: new Uint8Array(4) }
  expect(() => heatOverlay(image, { height: 1, width: 1, data: [0] })).toThrow(/of 1 or 3 channels/)
})
