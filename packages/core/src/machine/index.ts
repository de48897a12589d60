/**
 * What is known of the machine. For Node.
 *
 * @module @graft-ml/core/machine
 */

export { physicalCores } from './physical-cores'
