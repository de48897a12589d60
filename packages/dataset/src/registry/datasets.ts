import type { DatasetCard } from './dataset-card'

/**
 * The data sets that `fetchDataset` knows by name.
 *
 * Others need no entry here: pass a `DatasetCard` of your own, a url, an archive or a folder.
 */
export const datasets = Object.freeze({
  'cats-and-dogs-filtered': Object.freeze({
    name: 'cats-and-dogs-filtered',
    description:
      '2,000 training and 1,000 validation photos of cats and dogs, in train/ and validation/, cats/ and dogs/ each.',
    url: 'https://storage.googleapis.com/mledu-datasets/cats_and_dogs_filtered.zip',
    size: 68_606_236,
    license:
      "Excerpted from Kaggle's Dogs vs. Cats competition: use is subject to the terms of that competition, https://www.kaggle.com/c/dogs-vs-cats/rules",
    root: 'cats_and_dogs_filtered',
  }),
} satisfies Record<string, DatasetCard>)

/** The name of a data set in the registry. */
export type DatasetName = keyof typeof datasets
