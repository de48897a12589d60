import satisfies from 'spdx-satisfies'

/** licences.json. */
export interface LicenceRules {
  /** SPDX identifiers that are fine whoever uses them. */
  readonly allowed: readonly string[]
  /** Packages whose licence somebody read, and why it is fine; '*' at the end of a name stands for anything. */
  readonly read: readonly { readonly package: string; readonly licence: string; readonly why: string }[]
}

/** Whether a package may be needed with this licence, an SPDX expression or whatever its package.json says. */
export function judgeLicence(licence: string, name: string, { allowed, read }: LicenceRules): boolean {
  const wasRead = read.some((rule) => rule.licence === licence && matches(rule.package, name))
  return wasRead || (isExpression(licence) && satisfies(licence, [...allowed]))
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

function isExpression(licence: string): boolean {
  try {
    satisfies(licence, ['MIT'])
    return true
  } catch {
    // 'Unknown', 'SEE LICENSE IN ...': nothing that can be compared.
    return false
  }
}
