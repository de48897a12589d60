// Fetches one data set with the built package and says so in JSON: a second process for the tests.
import { fetchDataset } from '@graft-ml/dataset'

const [source, folder] = process.argv.slice(2)
const events = []
const path = await fetchDataset(source, { folder, onProgress: (event) => events.push(event.status) })
process.stdout.write(JSON.stringify({ path, events }))
