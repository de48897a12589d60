import type { GlobalPool, Pool, Size } from '../operation'
import { configOf, type Translate } from './translation'

interface PoolConfig {
  readonly poolSize: Size
  readonly strides: Size
  readonly padding: string
  readonly dataFormat: string
}

export function pool(method: Pool['method']): Translate {
  return (call) => {
    const { poolSize, strides, padding, dataFormat } = configOf<PoolConfig>(call.layer)
    if (dataFormat !== 'channelsLast') return { unsupported: `has the data format '${dataFormat}'` }
    if (padding !== 'same' && padding !== 'valid') return { unsupported: `has the padding '${padding}'` }
    return [
      { kind: 'pool', method, input: call.inputs[0], output: call.output, size: poolSize, strides, padding },
    ]
  }
}

export function globalPool(method: GlobalPool['method']): Translate {
  return (call) => {
    const { dataFormat } = configOf<{ dataFormat: string }>(call.layer)
    if (dataFormat !== 'channelsLast') return { unsupported: `has the data format '${dataFormat}'` }
    return [{ kind: 'globalPool', method, input: call.inputs[0], output: call.output }]
  }
}
