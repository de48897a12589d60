import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { problemKindInfo } from '@arethetypeswrong/core/problems'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { type Packed, specifiersOf } from '../packed'
import type { Check } from '../report'

/** What tools say of each tarball's package.json, modules and declarations. */
export async function checkManifests({
  packages,
  check,
}: {
  packages: readonly Packed[]
  check: Check
}): Promise<void> {
  for (const packed of packages) {
    const { name } = packed.manifest
    const wrong = [...(await publintSays(packed)), ...(await attwSays(packed))]
    for (const [text, remedy] of wrong) check.bad(`${name}: ${text}`, remedy)
    if (wrong.length === 0) check.good(specifiersOf(packed.manifest).join(', '))
  }
}

async function publintSays({ bytes }: Packed): Promise<[string, string][]> {
  const tarball = Uint8Array.from(bytes).buffer
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .map((message) => [
      formatMessage(message, pkg, { color: false }) ?? message.code,
      `https://publint.dev/rules#${message.code.toLowerCase()}`,
    ])
}

async function attwSays({ bytes, manifest }: Packed): Promise<[string, string][]> {
  const result = await checkPackage(createPackageFromTarballData(bytes))
  if (!result.types) return [['no types are in the tarball', 'Let its build write declarations (dts).']]
  const checked = Object.keys(result.entrypoints).length
  if (checked < specifiersOf(manifest).length)
    return [
      [`only ${checked} entries were looked at`, 'Compare "exports" with what are-the-types-wrong finds.'],
    ]
  // TypeScript's old `node10` resolution knows no "exports", and so no entries beside the first.
  return result.problems
    .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
    .filter((problem) => !('resolutionOption' in problem && problem.resolutionOption === 'node10'))
    .map((problem) => {
      const { shortDescription, docsUrl } = problemKindInfo[problem.kind]
      const { entrypoint, resolutionKind } = { entrypoint: '', resolutionKind: '', ...problem }
      return [`${shortDescription} ${entrypoint} ${resolutionKind}`.trim(), docsUrl]
    })
}
