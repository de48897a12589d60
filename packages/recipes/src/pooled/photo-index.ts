import type { NdArray } from '@graft-ml/core'
import { RecipeError } from '../errors/recipe-error'

/** Which photo is which, from pass to pass: by its path, numbered as the first pass brings them. */
export class PhotoIndex {
  private readonly places = new Map<string, number>()
  /** Passes in which each photo has come so far. */
  private readonly passes: number[] = []
  private readonly labels: Float32Array[] = []
  private labelShape: readonly number[] = []

  get photos(): number {
    return this.passes.length
  }

  /**
   * The places of a batch's photos.
   *
   * @throws RecipeError `UNEVEN_PASSES`
   */
  add(pass: number, paths: readonly string[] | undefined, labels: NdArray): number[] {
    const count = labels.shape[0]
    if (paths?.length !== count) throw unevenPasses(`A batch of ${count} pictures came without their paths.`)
    const width = labels.data.length / count
    return paths.map((path, row) => {
      if (pass === 0) this.addPhoto(path, labels, row * width, width)
      const place = this.places.get(path)
      if (place === undefined) throw unevenPasses(`'${path}' is in pass ${pass} and not in the first.`)
      if (this.passes[place] !== pass) throw unevenPasses(`'${path}' is in pass ${pass} twice.`)
      this.passes[place]++
      return place
    })
  }

  /** @throws RecipeError `UNEVEN_PASSES` where a photo was missing in one of so many passes */
  checkWhole(passes: number): void {
    for (const [path, place] of this.places) {
      const pass = this.passes[place]
      if (pass !== passes) throw unevenPasses(`'${path}' is in the first pass and not in pass ${pass}.`)
    }
  }

  /** The labels of all photos, a row each. */
  allLabels(): NdArray {
    const width = this.labels[0].length
    const data = new Float32Array(this.photos * width)
    for (const [place, label] of this.labels.entries()) data.set(label, place * width)
    return { data, shape: [this.photos, ...this.labelShape] }
  }

  private addPhoto(path: string, labels: NdArray, at: number, width: number): void {
    // One that is there already is found out by its number of passes.
    if (this.places.has(path)) return
    this.places.set(path, this.passes.push(0) - 1)
    this.labels.push(labels.data.slice(at, at + width))
    this.labelShape = labels.shape.slice(1)
  }
}

function unevenPasses(what: string): RecipeError {
  return new RecipeError({
    code: 'UNEVEN_PASSES',
    message: `Pooled augmentation needs passes that hold the same pictures, each once. ${what}`,
    hint: "Give the train source an `epoch(pass)` that does so, with the pictures' paths, or train without `pooled`.",
  })
}
