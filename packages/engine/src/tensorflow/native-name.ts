/** How TensorFlow of our own building is called where ways to have it are listed: by the command that builds it. */
export const NATIVE = 'npm run native'
