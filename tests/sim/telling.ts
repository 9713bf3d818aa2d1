/** What a long proof met and what broke, as lines for whoever runs it, with the words that replay it. */

/** Single figures in the first line, then a line for each group of kinds that begin alike. */
export function tellCounts(
  counts: ReadonlyMap<string, number>,
  groups: readonly string[],
): readonly string[] {
  const told = [...counts].sort(([left], [right]) => left.localeCompare(right))
  const tell = (kinds: typeof told, from: number): string =>
    kinds.map(([kind, times]) => `${kind.slice(from)} ${times}`).join(', ')
  const isSingle = (kind: string): boolean => !groups.some((group) => kind.startsWith(group))
  const tellGroup = (group: string): string =>
    `${group}: ${tell(
      told.filter(([kind]) => kind.startsWith(group)),
      group.length,
    )}`
  const single = told.filter(([kind]) => isSingle(kind))
  return [tell(single, 0), ...groups.map(tellGroup)]
}

interface Broken {
  readonly seed: number
  readonly digest: string
  readonly findings: readonly { readonly rule: string; readonly what: string }[]
  /** The last events before the end. */
  readonly tail: readonly string[]
}

const lineCharsMax = 220

/** What came last, what broke, and how to see it again. */
export function tellBroken(
  proof: 'spine' | 'payments',
  { seed, digest, findings, tail }: Broken,
): readonly string[] {
  return [
    ...tail.map((line) => `  ${line.slice(0, lineCharsMax)}`),
    `Broken on seed ${seed} (trace ${digest.slice(0, 16)}):`,
    ...findings.map(({ rule, what }) => `  ${rule}: ${what}`),
    `Replay: npm run prove -- ${proof} --seed ${seed} --runs 1`,
  ]
}
