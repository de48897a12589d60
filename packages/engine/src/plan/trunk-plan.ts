import type { Value } from '../graph/trace'
import type { Operation } from './operation'

/** A frozen network as a plain list of operations, in an order in which they can run. */
export interface TrunkPlan {
  /** Images: [N, height, width, channels] */
  readonly input: Value
  readonly operations: readonly Operation[]
  /** In the order in which a trunk returns them. */
  readonly outputs: readonly Value[]
}

/** A plan, or what kept the network from having one, one sentence a layer. */
export type PlanResult =
  | { readonly supported: true; readonly plan: TrunkPlan }
  | { readonly supported: false; readonly reasons: readonly string[] }
