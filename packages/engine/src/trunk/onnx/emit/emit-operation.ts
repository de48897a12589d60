import type { Operation } from '../../../plan/operation'
import type { GraphBuilder } from '../graph-builder'
import type { Emitted } from './emitted'
import {
  emitActivationOperation,
  emitConcatenate,
  emitElementwise,
  emitGlobalPool,
  emitPool,
  emitReshape,
  emitZeroPadding,
} from './unweighted'
import { emitConvolution, emitDense, emitDepthwiseConvolution, emitScaleShift } from './weighted'

/** Adds the nodes of one operation and says where its output is. */
export function emitOperation(graph: GraphBuilder, operation: Operation): void {
  const { name, layout } = emit(graph, operation)
  graph.write(operation.output, layout, name)
}

function emit(graph: GraphBuilder, operation: Operation): Emitted {
  switch (operation.kind) {
    case 'activation':
      return emitActivationOperation(graph, operation)
    case 'concatenate':
      return emitConcatenate(graph, operation)
    case 'convolution':
      return emitConvolution(graph, operation)
    case 'dense':
      return emitDense(graph, operation)
    case 'depthwiseConvolution':
      return emitDepthwiseConvolution(graph, operation)
    case 'elementwise':
      return emitElementwise(graph, operation)
    case 'globalPool':
      return emitGlobalPool(graph, operation)
    case 'pool':
      return emitPool(graph, operation)
    case 'reshape':
      return emitReshape(graph, operation)
    case 'scaleShift':
      return emitScaleShift(graph, operation)
    case 'zeroPadding':
      return emitZeroPadding(graph, operation)
  }
}
