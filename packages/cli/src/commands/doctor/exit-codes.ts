/** How it ends, besides 2 for what could not be done at all. */
export const EXIT = { fast: 0, slow: 1 } as const
