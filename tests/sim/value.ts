/**
 * Cards and coupons in a simulated store, and their judge: what a card lost and which coupon is used must be what the
 * lanes' journals say of paid sales, to the unit, and nothing may stay held that nobody pays with.
 */

import { demoStore } from '../../sandbox/demo/store.ts'
import { cardAccount, markOfCode } from '../../src-server/tenders/books.ts'
import type { Books } from './judges/books.ts'
import type { Findings } from './judges/findings.ts'
import type { PaidSaleAccount } from './judges/paid-sales.ts'

/** Few enough that lanes often want the same; one is worth more than any basket. */
const cards = [
  { code: '7001', amountMinor: 1_000_000 },
  { code: '7002', amountMinor: 700 },
  { code: '7003', amountMinor: 6_000 },
] as const

const coupons = ['SIM-1', 'SIM-2', 'SIM-3', 'SIM-4'].map((code, at) => ({
  code,
  amountMinor: 200 + 100 * at,
  minimumMinor: at % 2 === 0 ? 0 : 2_000,
  expiresMs: Date.UTC(2036, 0, 1),
}))

export const valueRows: readonly object[] = [
  ...cards.map((card) => ({ kind: 'card', ...card })),
  ...coupons.map((coupon) => ({ kind: 'coupon', ...coupon })),
]

/** What a scanner reads of them. */
export const valueTexts: readonly string[] = [
  ...cards.map(({ code }) => `MEMBER-${code}`),
  ...coupons.map(({ code }) => `COUPON-${code}`),
]

type Holds = Books['holds']

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

const told = (tenders: readonly { readonly id: string; readonly amountMinor: number }[]): string =>
  tenders
    .map(({ id, amountMinor }) => `${id} ${amountMinor}`)
    .toSorted()
    .join(', ')

const capturedFor = (holds: Holds, saleId: string) =>
  holds
    .filter(({ sale_id, state }) => sale_id === saleId && state === 'captured')
    .map(({ tender_id: id, amount_minor: amountMinor }) => ({ id, amountMinor }))

/** What was taken for each sale is what its journal counts, and for what is no sale nothing was. */
function salesAgree({ holds }: Books, sales: readonly PaidSaleAccount[], findings: Findings): void {
  const rule = 'I12 cards and coupons agree'
  for (const { saleId, tenders } of sales) {
    const taken = told(capturedFor(holds, saleId))
    findings.expect(
      taken === told(tenders),
      rule,
      () => `sale ${saleId}: taken ${taken}, told ${told(tenders)}`,
    )
  }
  for (const { sale_id, tender_id, state } of holds) {
    const isSold = sales.some(({ saleId }) => saleId === sale_id)
    findings.expect(
      state === 'released' || (isSold && state === 'captured'),
      rule,
      () => `${tender_id} is ${state} for ${sale_id}, which ${isSold ? 'is paid' : 'is no sale'}`,
    )
  }
}

/** Cards and coupons themselves: what is gone of them is what was taken. */
export function judgeValue(books: Books, sales: readonly PaidSaleAccount[], findings: Findings): void {
  const rule = 'I12 cards and coupons agree'
  const { holds, valueEntries, coupons: kept } = books
  salesAgree(books, sales, findings)
  const taken = (id: string): readonly number[] =>
    holds
      .filter(({ source_id, state }) => source_id === id && state === 'captured')
      .map(({ amount_minor }) => amount_minor)
  for (const { code, amountMinor } of cards) {
    const { id } = markOfCode(demoStore.storeId, 'storedValue', code)
    const moves = valueEntries.filter(({ account }) => account === cardAccount(id))
    const balance = sumOf(moves.map(({ amount_minor }) => amount_minor))
    findings.expect(
      balance >= 0 && balance + sumOf(taken(id)) === amountMinor,
      rule,
      () => `card ${code} had ${amountMinor}, has ${balance}, paid ${sumOf(taken(id))}`,
    )
  }
  for (const { coupon_id, code_tail, held_by } of kept) {
    const uses = taken(coupon_id).length
    findings.expect(
      uses < 2 && (uses === 1) === (held_by !== null),
      rule,
      () => `coupon ${code_tail} was taken ${uses} times and is held by ${held_by}`,
    )
  }
  const all = sumOf(valueEntries.map(({ amount_minor }) => amount_minor))
  findings.expect(all === 0, rule, () => `all accounts of stored value come to ${all}`)
}
