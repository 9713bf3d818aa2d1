/**
 * State on a journal: what a command does to it goes to the disk first, then into memory. A failed disk stops it for
 * good: it refuses everything until the lane starts anew on a journal that reads.
 */

import type { Language } from '../domain/item.ts'
import type { NewEntry } from '../domain/journal.ts'
import { assert, err } from '../domain/result.ts'
import type { SaleMoment } from '../domain/rules/sale-rules.ts'
import { decide, type SaleCommand } from '../domain/sale/decide.ts'
import type { Decision } from '../domain/sale/decision.ts'
import { fold } from '../domain/sale/fold.ts'
import { initialState, isResting, type LaneState, saleIdOf } from '../domain/sale/sale.ts'
import type { Clock, Journal } from './ports.ts'

export interface JournaledState {
  get(): LaneState
  /** Decides, appends in one transaction, folds. The facts are durable when it returns them. */
  submit(command: SaleCommand): Decision
  /** Why the disk gave up, once it has. */
  failure(): string | undefined
}

export function openState(
  journal: Journal,
  clock: Clock,
  language: Language,
  moment: () => SaleMoment,
): JournaledState {
  const { checkpoint, tail } = journal.recover()
  let state = tail.reduce<LaneState>(fold, checkpoint ?? initialState(language))
  let failure: string | undefined

  function submit(command: SaleCommand): Decision {
    if (failure !== undefined) return err({ kind: 'OutOfService' })
    const decision = decide(state, command, moment())
    if (!decision.ok || decision.value.length === 0) return decision
    const atMs = clock.nowMs()
    const news: NewEntry[] = []
    let next = state
    for (const fact of decision.value) {
      const before = next
      next = fold(before, { fact, atMs })
      assert(next !== before, `a decided ${fact.kind} changes the state`)
      news.push({ atMs, saleId: saleIdOf(next) ?? saleIdOf(before), fact })
    }
    const written = journal.append(news, isResting(next) ? next : undefined)
    if (!written.ok) {
      failure = written.error.reason
      return err({ kind: 'OutOfService' })
    }
    state = next
    return decision
  }

  return { get: () => state, submit, failure: () => failure }
}
