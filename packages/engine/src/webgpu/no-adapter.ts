/** What is said where WebGPU has no adapter. */
export const NO_ADAPTER = 'WebGPU finds no GPU here, or no driver for it.'
