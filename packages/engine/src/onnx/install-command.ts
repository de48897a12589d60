/** Without its script, which fetches files for CUDA that the engine does not use, and fails where their host does not answer. */
export const INSTALL_ONNX = 'npm install --ignore-scripts onnxruntime-node'
