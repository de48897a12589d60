import type { Remedy } from '../diagnosis'
import type { ProbeEnding } from '../probe/probe-messages'
import type { Verdict } from './verdict'

/** What failures of a native module's loader mean, whichever module it is. */
const MEANINGS: readonly (readonly [said: RegExp, remedy: Remedy])[] = [
  [
    /Cannot find (package|module) '@tensorflow\/tfjs-(core|layers)'/,
    { text: 'Install tfjs', command: 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers' },
  ],
  [
    /Cannot find module '[^']*\.node'/,
    { text: `It has no build for ${process.platform} ${process.arch}: take another engine.` },
  ],
  [
    /ld-linux|ld-musl|Error relocating/,
    {
      text: 'It is built for glibc, and this system has musl: take an image with glibc, such as node:22-slim.',
    },
  ],
  [
    /\b(GLIBC|GLIBCXX|CXXABI)_\d/,
    { text: "It is built for a newer system: this one's C or C++ library is too old for it." },
  ],
  [
    /\bSIGILL\b|\bAVX/,
    {
      text: 'It is built for a newer processor, or a virtual machine hides what this one can: take another engine.',
    },
  ],
  [/\bSIGKILL\b/, { text: 'The system may have run out of memory: close other programs and try again.' }],
  [
    /The specified module could not be found/,
    { text: "Install Microsoft's Visual C++ Redistributable, which native modules on Windows need." },
  ],
]

/** Something is here that does not work. @param otherwise - what helps where its words mean nothing to us */
export function judgeFailure(ending: ProbeEnding, otherwise: readonly Remedy[]): Verdict {
  const reason = describeFailure(ending)
  const known = MEANINGS.filter(([said]) => said.test(reason)).map(([, remedy]) => remedy)
  if (known.length > 0) return { state: 'broken', reason, remedies: known }
  if (ending.kind === 'late') return { state: 'broken', reason, remedies: [LONGER, ...otherwise] }
  return { state: 'broken', reason, remedies: otherwise }
}

const LONGER: Remedy = { text: 'Give it more time', command: 'graft doctor --seconds 300' }

export function describeFailure(ending: ProbeEnding): string {
  switch (ending.kind) {
    case 'failed':
      return ending.reason
    case 'crashed':
      return `Its process ended with ${ending.how}${ending.words ? `: ${ending.words}` : ' and without a word.'}`
    case 'late':
      return `It hangs: nothing after ${ending.seconds} seconds.`
    default:
      throw new Error(`Not a failure: ${ending.kind}`)
  }
}
