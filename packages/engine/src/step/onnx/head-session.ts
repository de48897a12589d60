import type { NdArray } from '@graft-ml/core'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import { openSession } from '../../onnx/open-session'
import type { CompiledHead } from './compile-step'

/** Arrays by the names of a graph's inputs or outputs. */
export type NamedArrays = Readonly<Record<string, NdArray>>

/** A compiled head, ready to run. */
export class HeadSession {
  private released: Promise<void> | undefined

  private constructor(
    readonly head: Omit<CompiledHead, 'bytes'>,
    private readonly session: InferenceSession,
    private readonly toTensor: (array: NdArray) => Tensor,
  ) {}

  /** @throws EngineError `TRUNK_UNAVAILABLE` where onnxruntime-node does not load */
  static async open({ bytes, ...head }: CompiledHead, threads: number): Promise<HeadSession> {
    const { Tensor } = await loadOnnxRuntime()
    const session = await openSession(bytes, threads)
    return new HeadSession(head, session, ({ data, shape }) => new Tensor('float32', data, shape))
  }

  /**
   * @param into arrays that outputs are written into; all other outputs are new
   * @returns the new outputs
   */
  async run(inputs: NamedArrays, into: NamedArrays = {}): Promise<NamedArrays> {
    const outputs = this.session.outputNames.map((name) => [
      name,
      into[name] ? this.toTensor(into[name]) : null,
    ])
    const results = await this.session.run(this.tensors(inputs), Object.fromEntries(outputs))
    const fresh = Object.entries(results).filter(([name]) => !into[name])
    return Object.fromEntries(
      fresh.map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: dims }]),
    )
  }

  /** Frees the session; a second call does nothing. */
  release(): Promise<void> {
    this.released ??= this.session.release()
    return this.released
  }

  private tensors(arrays: NamedArrays): Record<string, Tensor> {
    return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, this.toTensor(array)]))
  }
}
