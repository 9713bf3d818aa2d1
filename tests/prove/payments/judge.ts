/**
 * Judges a street by the bank's ledger: what was taken for a sale and kept is its price where its goods left, and
 * nothing where they did not. Our own books must say the same.
 */

import { demoStore } from '../../../sandbox/demo/store.ts'
import type { LedgerEntry } from '../../../sandbox/ledger.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import type { Books } from '../../sim/judges/books.ts'
import type { Findings } from '../../sim/judges/findings.ts'
import type { Sale } from './till.ts'

export interface Evidence {
  readonly sales: readonly Sale[]
  readonly ledger: readonly LedgerEntry[]
  readonly books: Pick<Books, 'attempts' | 'refunds'>
  /** What the program could not finish and told a person of. */
  readonly cases: ReadonlySet<string>
}

export const rules = {
  doubled: 'no sale is charged twice',
  lost: 'no payment is lost',
  unpaid: 'no goods leave unpaid',
  overpaidBack: 'no more goes back than came',
  books: 'the books agree with the bank',
  rest: 'all comes to rest',
  live: 'one attempt of a sale takes money at most',
} as const

function judgeSale(sale: Sale, { ledger, cases }: Evidence, findings: Findings): void {
  const numbers = new Set(sale.paymentIds.map((paymentId) => outTradeNoOf(demoStore.storeId, paymentId)))
  const orders = ledger.filter(({ outTradeNo }) => numbers.has(outTradeNo))
  const keptFen = orders.reduce((sum, order) => sum + order.capturedFen - order.refundedFen, 0)
  const tell = () =>
    `${sale.saleId} for ${sale.amountMinor}: kept ${keptFen}, ${orders.map(tellOrder).join(' | ')}`
  const isWithPerson = orders.some(({ outTradeNo }) =>
    [...cases].some((number) => number.includes(outTradeNo)),
  )
  if (sale.released) {
    findings.expect(keptFen >= sale.amountMinor, rules.unpaid, tell)
    findings.expect(keptFen <= sale.amountMinor || isWithPerson, rules.doubled, tell)
  } else {
    findings.expect(keptFen <= 0 || isWithPerson, rules.lost, tell)
  }
  for (const order of orders) {
    findings.expect(order.refundedFen <= order.capturedFen, rules.overpaidBack, tell)
  }
}

const tellOrder = ({ outTradeNo, state, events }: LedgerEntry): string =>
  `${outTradeNo.slice(-6)} ${state} ${events.map(({ kind, amountFen }) => `${kind} ${amountFen}`).join(',')}`

function judgeBooks({ books: { attempts }, ledger }: Evidence, findings: Findings): void {
  const orderByNumber = new Map(ledger.map((order) => [order.outTradeNo, order]))
  for (const attempt of attempts) {
    const order = orderByNumber.get(attempt.out_trade_no)
    const wasTaken = (order?.capturedFen ?? 0) > 0
    const saysTaken = attempt.state === 'succeeded' || attempt.state === 'orphaned'
    // A reversal gives the money back by itself and may end the attempt before anybody hears that there was any.
    const isReturned = order !== undefined && order.refundedFen === order.capturedFen
    findings.expect(
      saysTaken ? wasTaken : !wasTaken || isReturned,
      rules.books,
      () => `${attempt.payment_id} ${attempt.state}: ${order ? tellOrder(order) : 'unknown at the bank'}`,
    )
  }
  const paidSales = attempts.filter(({ state }) => state === 'succeeded').map(({ sale_id }) => sale_id)
  findings.expect(new Set(paidSales).size === paidSales.length, rules.live, () => paidSales.join(' '))
}

export function judge(evidence: Evidence, findings: Findings): void {
  for (const sale of evidence.sales) judgeSale(sale, evidence, findings)
  judgeBooks(evidence, findings)
}
