/** What TensorFlow's wheel names under `tensorflow[and-cuda]`, as pip takes it: `nvidia-cublas-cu12==12.5.3.2`. */
export function cudaRequirements(metadata: string): string[] {
  const pattern = /^Requires-Dist: ([^;\n]+);.*\bextra == ["']and-cuda["']/gm
  return [...metadata.matchAll(pattern)].map(([, requirement]) => requirement!.replace(/[()\s]/g, ''))
}
