/**
 * The payment machine, explored whole in small scopes: every order in which calls, answers, notices, crashes,
 * cancellings and late money can come. And the same exploration against bugs put in on purpose.
 */

import { describe, expect, it } from 'vitest'
import { explore } from './explore.ts'
import { scopeOf } from './scopes.ts'
import { seededBugs } from './seeded-bugs.ts'
import type { Budget, Kind } from './world.ts'

const alone: readonly Kind[] = ['qr', 'scan', 'code']

/** Two attempts of one sale; for these a lost answer is a late one, which is the worse of the two. */
const pairs: readonly { readonly kinds: readonly Kind[]; readonly budget: Partial<Budget> }[] = [
  { kinds: ['qr', 'qr'], budget: { losses: 0, cancels: 0 } },
  { kinds: ['scan', 'code'], budget: { losses: 0, lies: 0 } },
  { kinds: ['code', 'qr'], budget: { losses: 0, cancels: 0 } },
  { kinds: ['code', 'code'], budget: { losses: 0, cancels: 0 } },
]

/** Far beyond what any machine takes: a busy one must not make a true test fail. */
const pairMsMax = 600_000

describe('no order of events breaks a law of money', () => {
  it.each(alone)('for one attempt by %s', (kind) => expectLawful([kind]))

  it.each(pairs)(
    'for two attempts of one sale by $kinds',
    ({ kinds, budget }) => expectLawful(kinds, budget),
    pairMsMax,
  )
})

function expectLawful(kinds: readonly Kind[], budget: Partial<Budget> = {}): void {
  const { way, breach, trapped, worlds, moves, ends } = explore(scopeOf(kinds, budget))
  expect({ breach, way }).toEqual({ breach: undefined, way: [] })
  expect(trapped).toBe(0)
  expect(ends).toBeGreaterThan(10)
  process.stdout.write(`payment machine, ${kinds.join(' then ')}: ${worlds} worlds, ${moves} moves\n`)
}

describe('the exploration sees that', () => {
  it.each(seededBugs)('$name', ({ kinds, tables }) => {
    const { breach, trapped, way } = explore({ ...scopeOf(kinds), tables })
    expect({ found: breach !== undefined || trapped > 0, way }).toMatchObject({ found: true })
  })
})
