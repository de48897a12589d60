import type { PagePrediction } from '@graft-ml/report/page'

/** What is worth showing of the photos that a model was validated on. */
export interface ChosenGallery<Photo extends PagePrediction> {
  readonly mistakes: readonly Photo[]
  readonly uncertain: readonly Photo[]
}

/** The wrong ones, the surest first; then the least certain of the others, whether right or wrong. */
export function chooseGallery<Photo extends PagePrediction>(
  photos: readonly Photo[],
  most: number,
): ChosenGallery<Photo> {
  const wrong = photos.filter(({ label, prediction }) => label !== prediction)
  const mistakes = wrong.sort((first, second) => sureness(second) - sureness(first)).slice(0, most)
  const shown = new Set<PagePrediction>(mistakes)
  const uncertain = photos
    .filter((photo) => !shown.has(photo))
    .sort((first, second) => margin(first) - margin(second))
    .slice(0, most)
  return { mistakes, uncertain }
}

function sureness({ probabilities, prediction }: PagePrediction): number {
  return probabilities[prediction]!
}

/** How far the second is behind the first. */
function margin({ probabilities }: PagePrediction): number {
  const [first, second] = [...probabilities].sort((a, b) => b - a) as [number, number]
  return first - second
}
