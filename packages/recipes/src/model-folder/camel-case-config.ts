/** Positions in these lists hold names of layers, which stay as they are. */
const NAMES_FIRST = new Set(['inboundNodes', 'inputLayers', 'outputLayers'])

/**
 * tfjs writes configurations in Python's spelling (`batch_input_shape`, `glorot_uniform`) and builds layers
 * from its own (`batchInputShape`, `glorotUniform`); names of layers are left alone. tfjs's modelFromJSON
 * does the same, but then draws random values for every weight, seconds for a large head, which the saved
 * ones overwrite; built from its configuration directly, a model can skip that.
 */
export function camelCaseConfig(value: unknown, key?: string): unknown {
  if (typeof value === 'string') return camelCase(value)
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      index === 0 && typeof item === 'string' && key && NAMES_FIRST.has(key)
        ? item
        : camelCaseConfig(item, key),
    )
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const camel = camelCase(name)
      const kept = (name === 'name' || name === 'class_name') && typeof item === 'string'
      return [camel, kept ? item : camelCaseConfig(item, camel)]
    }),
  )
}

function camelCase(text: string): string {
  if (!text.includes('_')) return text
  return text.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase())
}
