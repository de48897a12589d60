import { describe, expect, it } from 'vitest'
import { predictionsCsv } from './predictions-csv'

describe('predictionsCsv', () => {
  it('writes one probability for two classes', () => {
    const rows = [
      { path: 'cats/a, b.jpg', label: 'cats', prediction: 'dogs', probability: 0.75 },
      { path: 'x.jpg', prediction: 'cats', probability: 0.25 },
    ]
    expect(predictionsCsv(rows)).toBe(
      'path,label,prediction,probability\r\n"cats/a, b.jpg",cats,dogs,0.75\r\nx.jpg,,cats,0.25\r\n',
    )
  })

  it('writes a probability for each of many classes, by name whatever their order', () => {
    const rows = [
      { path: 'a', label: 'x', prediction: 'x', probability: { x: 0.5, y: 0.3, z: 0.2 } },
      { path: 'b', label: 'y', prediction: 'z', probability: { z: 0.7, y: 0.2, x: 0.1 } },
    ]
    expect(predictionsCsv(rows).split('\r\n').slice(0, 3)).toEqual([
      'path,label,prediction,probability_x,probability_y,probability_z',
      'a,x,x,0.5,0.3,0.2',
      'b,y,z,0.1,0.2,0.7',
    ])
  })

  it('refuses rows of different classes', () => {
    const first = { path: 'a', prediction: 'x', probability: { x: 1, y: 0 } }
    expect(() => predictionsCsv([first, { ...first, probability: { x: 1 } }])).toThrow(
      'rows[1].probability must be an object with x, y',
    )
    expect(() => predictionsCsv([first, { ...first, probability: 1 }])).toThrow('rows[1].probability')
  })
})
