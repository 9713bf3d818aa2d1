/**
 * Rules about files that are not code: every dependency at one exact version, and no word in any text that belongs
 * to somebody's machine.
 */
import type { Offence } from './source.ts'

export type Versions = Readonly<Record<string, string>>

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/

/** Names of packages whose version is a range, a tag or an address. */
export const loosePackages = (versions: Versions): readonly string[] =>
  Object.entries(versions).flatMap(([name, version]) => (exact.test(version) ? [] : [`${name} ${version}`]))

/** Put together from pieces, so that this file does not hold what it forbids. */
const strayWords: readonly RegExp[] = [
  new RegExp(['registry', '(npmjs|yarnpkg)', ''].join('\\.')),
  new RegExp(`(^|[\\s'"(\`=])/${'work'}/`),
  new RegExp(`/tmp/${'team'}`),
]

/** A path or host that exists on one machine only. The lock file names its registry by nature. */
export function strayWordsIn(file: string, text: string): readonly Offence[] {
  if (file === 'package-lock.json') return []
  return text
    .split('\n')
    .flatMap((line, at) =>
      strayWords.some((word) => word.test(line))
        ? [{ file, line: at + 1, what: `stray: ${line.trim()}` }]
        : [],
    )
}
