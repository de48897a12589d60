/** How to install what Node needs; a browser brings its own WebGPU. */
export const INSTALL_WEBGPU = 'npm install webgpu @tensorflow/tfjs-backend-webgpu'
