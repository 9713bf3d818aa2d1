/** Defects put into the transition tables on purpose, one each: what a tired programmer might have written. */

import type { AttemptMode, AttemptState } from '../../../domain/payment/attempt.ts'
import type { EventKind } from '../../../domain/payment/event.ts'
import { paymentTables, type Tables } from '../../../domain/payment/step.ts'
import type { Cell } from '../../../domain/payment/transition.ts'
import type { Kind } from './world.ts'

interface SeededBug {
  readonly name: string
  /** The attempts that show it. */
  readonly kinds: readonly Kind[]
  readonly tables: Tables
}

function withCell(
  mode: AttemptMode,
  state: AttemptState,
  event: EventKind,
  cell: Cell,
  tables: Tables = paymentTables,
): Tables {
  const table = tables[mode]
  return { ...tables, [mode]: { ...table, [state]: { ...table[state], [event]: cell } } }
}

const neverFound = withCell('qr', 'unwinding', 'NotFound', [{ to: 'unwinding', wait: 'backoff' }])

const release = ['ReleaseOrder'] as const

export const seededBugs: readonly SeededBug[] = [
  {
    name: 'cancelling ends a QR without asking anyone',
    kinds: ['qr'],
    tables: withCell('qr', 'awaiting', 'CancelWished', [{ to: 'closed', act: release }]),
  },
  {
    name: 'an order is over because the provider did not answer',
    kinds: ['qr'],
    tables: withCell('qr', 'unwinding', 'Unheard', [{ to: 'closed', act: release }]),
  },
  {
    name: 'a charge nobody answered is sent again',
    kinds: ['code'],
    tables: withCell('code', 'submitting', 'Unheard', [{ to: 'submitting', act: ['Charge'] }]),
  },
  {
    name: 'a charge the provider does not know yet has failed',
    kinds: ['code'],
    tables: withCell('code', 'unknown', 'NotFound', [{ to: 'failed', act: release }]),
  },
  {
    name: 'a reversal that said done needs no question',
    kinds: ['code'],
    tables: withCell('code', 'unwinding', 'Unwound', [{ to: 'reversed', act: release }]),
  },
  {
    name: 'an order unknown right after its reversal is over',
    kinds: ['code'],
    tables: withCell('code', 'unwinding', 'NotFound', [
      { when: 'isConfirmingEnd', to: 'reversed', act: release },
      { to: 'unwinding', act: ['Reverse'] },
    ]),
  },
  {
    name: 'money is taken while its reversal is on the way',
    kinds: ['code'],
    tables: withCell('code', 'unwinding', 'Paid', [{ to: 'succeeded', act: ['PayOrder'] }]),
  },
  {
    name: 'money for a closed attempt is overheard',
    kinds: ['qr'],
    tables: withCell('qr', 'closed', 'Paid', []),
  },
  {
    name: 'money for a failed attempt sells the goods',
    kinds: ['code'],
    tables: withCell('code', 'failed', 'Paid', [{ to: 'succeeded', act: ['PayOrder'] }]),
  },
  {
    name: 'a slow message about money that went back owes it once more',
    kinds: ['code'],
    tables: withCell('code', 'reversed', 'Paid', [{ to: 'orphaned', act: ['OweRefund'] }]),
  },
  {
    name: 'a late answer undoes what is paid',
    kinds: ['qr'],
    tables: withCell('qr', 'succeeded', 'CancelWished', [{ to: 'unwinding', act: ['Query'] }]),
  },
  {
    name: 'a server that died forgets that it was charging',
    kinds: ['code'],
    tables: withCell('code', 'submitting', 'Due', [{ to: 'failed', act: release }]),
  },
  {
    name: 'a QR that was never seen keeps the lane waiting for ever',
    kinds: ['qr'],
    tables: withCell('qr', 'unwindStuck', 'NotFound', [{ to: 'unwindStuck', wait: 'backoff' }], neverFound),
  },
]
