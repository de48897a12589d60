import { isMasking } from '../masking-layer'
import type { Rule } from '../rule'

/** Times a mask that is drawn outside the graph; in inference nothing. */
export const dropout: Rule = (graph, { layer, output }, [input]) => {
  const unchanged = { output: input, backward: (gradient: string) => [gradient] }
  if (!graph.training) return unchanged
  if (!isMasking(layer)) return { unsupported: "is tfjs's own; use dropout of @graft-ml/keras" }
  if (layer.rate === 0) return unchanged
  if (layer.noiseShape) return { unsupported: 'has a noise shape' }
  const shape = output.shape.slice(1)
  if (shape.includes(null)) return { unsupported: 'has inputs of any size' }
  const mask = graph.mask(layer, shape as number[])
  return {
    output: graph.node('Mul', [input, mask]),
    backward: (gradient) => [graph.node('Mul', [gradient, mask])],
  }
}
