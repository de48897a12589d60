import { serialization } from '@tensorflow/tfjs-core'

type ClassMap = ReturnType<typeof serialization.SerializationMap.getMap>['classNameMap']

/**
 * Builds something while tfjs takes these classes for their names. The classes are back as they were before
 * anybody else can look: `build` is synchronous. tfjs's own argument for custom classes does not reach into
 * Sequential models and models inside models.
 */
export function withLayerClasses<Result>(classes: object, build: () => Result): Result {
  const known: ClassMap = serialization.SerializationMap.getMap().classNameMap
  const own = classes as ClassMap
  const before = Object.keys(own).map((name) => [name, known[name]] as const)
  Object.assign(known, own)
  try {
    return build()
  } finally {
    for (const [name, entry] of before) {
      if (entry) known[name] = entry
      else delete known[name]
    }
  }
}
