import { InvalidArgumentError } from '@graft-ml/core'
import { serialization } from '@tensorflow/tfjs-core'
import type { constraints, initializers, regularizers } from '@tensorflow/tfjs-layers'

export type Initializer = ReturnType<typeof initializers.zeros>
export type Regularizer = ReturnType<typeof regularizers.l1l2>
export type Constraint = ReturnType<typeof constraints.nonNeg>

/** How a saved config or a caller names an object of tfjs: by name, as saved, or the object itself. */
export type Identifier<Instance> = string | serialization.ConfigDict | Instance

/**
 * The initializer, regularizer or constraint that `identifier` means, found among tfjs's own classes.
 *
 * tfjs does this for its own layers but does not export the function.
 */
export function deserialize<Instance extends serialization.Serializable>(
  argument: string,
  identifier: Identifier<Instance>,
): Instance {
  if (identifier instanceof serialization.Serializable) return identifier as Instance
  const { className, config } =
    typeof identifier === 'string'
      ? { className: classNameOf(identifier), config: {} }
      : (identifier as { className?: unknown; config?: serialization.ConfigDict })
  const known = serialization.SerializationMap.getMap().classNameMap
  const found = typeof className === 'string' ? known[className] : undefined
  if (found === undefined) {
    throw new InvalidArgumentError({
      argument,
      expected:
        "a name that tfjs knows ('zeros', 'glorotUniform', ...), a saved config, or an object of tfjs",
      received: identifier,
    })
  }
  const [classOf, fromConfig] = found
  return fromConfig(classOf, config ?? {}) as Instance
}

/** tfjs names by the class with its first letter in lower case: `glorotUniform` is `GlorotUniform`. */
function classNameOf(name: string): string {
  return name === 'l1l2' ? 'L1L2' : name.charAt(0).toUpperCase() + name.slice(1)
}

/** How tfjs writes such an object into a config. */
export function serialize(instance: serialization.Serializable | null): serialization.ConfigDict | null {
  return instance && { className: instance.getClassName(), config: instance.getConfig() }
}
