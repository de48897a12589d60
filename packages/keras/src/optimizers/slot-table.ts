import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import {
  variable as createVariable,
  type Tensor,
  tensor,
  util,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core'
import { OptimizerStateError } from './optimizer-state-error'
import type { Slots } from './update-rule'

/** A variable under the name that its slots have in a saved state. */
export interface NamedVariable {
  readonly variable: Variable
  readonly name: string
}

/** The slots of every variable that was ever updated: found by the variable, never by its position. */
export class SlotTable {
  readonly #entries = new Map<Variable, { readonly name: string; readonly slots: Slots }>()
  #restored: ReadonlyMap<string, NdArray> | undefined

  constructor(private readonly slotNames: readonly string[]) {}

  /** The slots of a variable, which begin at zero or at what was restored under its name. */
  of({ variable, name }: NamedVariable): Slots {
    const entry = this.#entries.get(variable)
    if (entry !== undefined) return entry.slots
    if ([...this.#entries.values()].some((other) => other.name === name)) {
      throw new InvalidArgumentError({
        argument: 'name of a variable',
        expected: 'different for every variable of an optimizer',
        received: name,
      })
    }
    const slots = Object.fromEntries(
      this.slotNames.map((slotName) => [slotName, this.#create(`${name}/${slotName}`, variable.shape)]),
    )
    this.#entries.set(variable, { name, slots })
    return slots
  }

  async save(): Promise<Record<string, NdArray>> {
    const saved: Record<string, NdArray> = Object.fromEntries(this.#restored ?? [])
    for (const { name, slots } of this.#entries.values()) {
      for (const slotName of this.slotNames) saved[`${name}/${slotName}`] = await copyOf(slots[slotName]!)
    }
    return saved
  }

  /** Forgets all slots; those in `saved` come back when their variables are next updated. */
  restore(saved: Readonly<Record<string, NdArray>>): void {
    this.dispose()
    this.#restored = new Map(Object.entries(saved))
  }

  /** The first step after a restore says whether the state was of these variables: all of them and no others. */
  claim(variables: readonly NamedVariable[]): void {
    if (this.#restored === undefined) return
    const wanted = variables.flatMap(({ name }) => this.slotNames.map((slotName) => `${name}/${slotName}`))
    const missing = wanted.filter((key) => !this.#restored!.has(key))
    const unknown = [...this.#restored.keys()].filter((key) => !wanted.includes(key))
    if (this.#restored.size > 0 && (missing.length > 0 || unknown.length > 0)) {
      throw new OptimizerStateError(
        'The restored optimizer state belongs to other variables than those trained now.' +
          `${listed(' It lacks', missing)}${listed(' It has, for nothing that is trained,', unknown)}`,
        'Freeze the same layers as when it was saved, and give variables a `name` that is the same in every process.',
      )
    }
    for (const variable of variables) this.of(variable)
    this.#restored = undefined
  }

  dispose(): void {
    for (const { slots } of this.#entries.values()) {
      for (const slot of Object.values(slots)) slot?.dispose()
    }
    this.#entries.clear()
    this.#restored = undefined
  }

  #create(key: string, shape: number[]): Variable {
    const saved = this.#restored?.get(key)
    const initial = saved ? tensorOf(key, saved, shape) : zeros(shape)
    // Not trainable, or tf.variableGrads would take it for a weight.
    const slot = createVariable(initial, false)
    initial.dispose()
    return slot
  }
}

/** A copy: some backends hand out their own memory, which the next step may overwrite. */
async function copyOf(slot: Variable): Promise<NdArray> {
  const data = await slot.data<'float32'>()
  return { data: data.slice(), shape: [...slot.shape] }
}

function tensorOf(key: string, { data, shape }: NdArray, expected: number[]): Tensor {
  if (!util.arraysEqual([...shape], expected)) {
    throw new OptimizerStateError(
      `The restored optimizer state has shape [${shape.join(', ')}] for '${key}', the variable [${expected.join(', ')}].`,
      'Restore it together with the model it was saved with.',
    )
  }
  return tensor(data.slice(), expected, 'float32')
}

function listed(before: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const shown = names.slice(0, 3).map((name) => `'${name}'`)
  return `${before} ${shown.join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}.`
}
