/** Cards and coupons of the demo store, as the office issues and sees them: what a card has, and how holds stand. */

import { expect } from '@playwright/test'
import * as v from 'valibot'
import { demoStore } from '../../../sandbox/demo/store.ts'
import { cardAccount, markOfCode } from '../../../src-server/tenders/books.ts'
import type { Store } from './store.ts'

const { storeId } = demoStore

const movementsSchema = v.object({
  movements: v.array(v.object({ account: v.string(), amountMinor: v.number() })),
})

const holdsSchema = v.object({
  tenders: v.array(v.object({ saleId: v.nullable(v.string()), state: v.string() })),
})

/** A card and a coupon of one test's own; each is read as its code behind `MEMBER-` and `COUPON-`. */
export async function issueBoth(store: Store, name: string, cardMinor: number, couponMinor: number) {
  const card = `88${name}1234`
  const coupon = `FALL-${name}-7F3K`
  const week = { minimumMinor: 0, expiresMs: Date.now() + 7 * 24 * 3_600_000 }
  for (const [url, body] of [
    ['cards', { storeId, code: card, amountMinor: cardMinor }],
    ['coupons', { storeId, code: coupon, amountMinor: couponMinor, ...week }],
  ] as const)
    expect(await store.office(url, body)).toEqual({ issued: true })
  return { card, coupon }
}

export async function balanceOf(store: Store, card: string): Promise<number> {
  const account = cardAccount(markOfCode(storeId, 'storedValue', card).id)
  const { movements } = v.parse(movementsSchema, await store.office('cards/movements'))
  return movements
    .filter((movement) => movement.account === account)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

/** How everything stands that was ever held for this sale. */
export async function holdsOf(store: Store, saleId: string): Promise<readonly string[]> {
  const { tenders } = v.parse(holdsSchema, await store.office('tenders'))
  return tenders.filter((hold) => hold.saleId === saleId).map(({ state }) => state)
}
