import type { LayerCall } from '../../graph/trace'
import type { ZeroPadding } from '../operation'
import { configOf, type Translate } from './translation'

interface ZeroPaddingConfig {
  readonly padding: readonly [ZeroPadding['rows'], ZeroPadding['columns']]
  readonly dataFormat: string
}

export const zeroPadding: Translate = (call) => {
  const { padding, dataFormat } = configOf<ZeroPaddingConfig>(call.layer)
  if (dataFormat !== 'channelsLast') return { unsupported: `has the data format '${dataFormat}'` }
  const [rows, columns] = padding
  return [{ kind: 'zeroPadding', input: call.inputs[0], output: call.output, rows, columns }]
}

export const flatten: Translate = (call) => {
  const { dataFormat } = configOf<{ dataFormat?: string }>(call.layer)
  if (dataFormat === 'channelsFirst') return { unsupported: `has the data format '${dataFormat}'` }
  return reshapeTo(call)
}

export const reshape: Translate = (call) => reshapeTo(call)

function reshapeTo(call: LayerCall): ReturnType<Translate> {
  const shape = call.output.shape.slice(1).map((size) => size ?? -1)
  if (shape.filter((size) => size === -1).length > 1) return { unsupported: 'has several unknown sizes' }
  return [{ kind: 'reshape', input: call.inputs[0], output: call.output, shape }]
}
