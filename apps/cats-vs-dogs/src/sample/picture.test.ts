import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { Draw } from './draw'
import { picture, species } from './picture'

describe('picture', () => {
  it('is a well-formed drawing without a number that is none', async () => {
    for (const kind of species) {
      for (let index = 0; index < 8; index++) {
        const svg = picture(new Draw(index), kind, [200, 160])
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
        expect((await sharp(Buffer.from(svg)).metadata()).width).toBe(200)
      }
    }
  })

  it('does not give the animal away by its color', async () => {
    const means = { cats: await meanColors('cats', 16), dogs: await meanColors('dogs', 16) }
    // Between the classes the mean color differs by less than it varies within them.
    for (let channel = 0; channel < 3; channel++) {
      const [a, b] = [means.cats, means.dogs].map((colors) =>
        describeValues(colors.map((color) => color[channel]!)),
      )
      expect(Math.abs(a!.mean - b!.mean)).toBeLessThan(Math.min(a!.deviation, b!.deviation))
    }
  })
})

async function meanColors(kind: (typeof species)[number], count: number): Promise<number[][]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { channels } = await sharp(
        Buffer.from(picture(new Draw('mean', kind, index), kind, [96, 80])),
      ).stats()
      return channels.slice(0, 3).map(({ mean }) => mean)
    }),
  )
}

function describeValues(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(variance) }
}
