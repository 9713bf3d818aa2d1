/** What a run was found to have broken, each under the name of the rule; the same breach is kept a few times only. */

const perRuleMax = 5

export interface Finding {
  readonly rule: string
  readonly what: string
}

export class Findings {
  readonly #found: Finding[] = []

  add(rule: string, what: string): void {
    const known = this.#found.filter((finding) => finding.rule === rule)
    if (known.length < perRuleMax) this.#found.push({ rule, what })
  }

  /** Adds the breach unless the rule holds. */
  expect(holds: boolean, rule: string, what: () => string): void {
    if (!holds) this.add(rule, what())
  }

  all(): readonly Finding[] {
    return this.#found
  }
}
