import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers'
import type { Group } from 'h5wasm'
import { writeStrings } from './attribute-strings'

/** The last Keras whose own layout this was: readers convert what older versions (below 2) wrote. */
const layoutVersion = '2.15.0'

/** Writes the weights of all layers into a group, in Keras's published layout. */
export async function writeWeights(parent: Group, model: LayersModel): Promise<void> {
  const names = model.layers.map(({ name }) => name)
  writeStrings(parent, 'layer_names', names)
  writeVersion(parent)
  for (const layer of model.layers) {
    await writeLayer(groupIn(parent, layer.name), layer.weights)
  }
}

/** What readers go by. */
export function writeVersion(parent: Group): void {
  parent.create_attribute('backend', 'tensorflow', [], 'A11')
  parent.create_attribute('keras_version', layoutVersion, [], `A${layoutVersion.length + 1}`)
}

async function writeLayer(parent: Group, variables: readonly LayerVariable[]): Promise<void> {
  const names = uniqueNames(variables)
  writeStrings(parent, 'weight_names', names)
  for (const [index, variable] of variables.entries()) {
    const slash = names[index]!.lastIndexOf('/')
    const folder = slash < 0 ? parent : groupIn(parent, names[index]!.slice(0, slash))
    folder.create_dataset({
      name: names[index]!.slice(slash + 1),
      data: (await variable.read().data()) as Float32Array,
      shape: variable.shape.map(Number),
    })
  }
}

/** `conv2d_1/kernel:0`; in a layer that is itself a model two may be called the same. */
function uniqueNames(variables: readonly LayerVariable[]): string[] {
  const taken = new Set<string>()
  return variables.map(({ originalName }) => {
    let name = `${originalName}:0`
    for (let count = 1; taken.has(name); count += 1) name = `${originalName}_${count}:0`
    taken.add(name)
    return name
  })
}

/** The group at a path inside another, made with those above it: HDF5 does not do that by itself. */
function groupIn(parent: Group, path: string): Group {
  let found = parent
  for (const name of path.split('/').filter(Boolean)) {
    found = (found.get(name) as Group | null) ?? found.create_group(name)
  }
  return found
}
