/** 0.941 as '94.1%'. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
