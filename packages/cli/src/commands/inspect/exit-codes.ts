/** How it ends, besides 2 for what could not be done at all. */
export const EXIT = { good: 0, found: 1 } as const
