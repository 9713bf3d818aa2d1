/**
 * Sales paid with a card, a coupon and a wallet, or without the wallet, as a lane makes them: held, paid or covered,
 * and told by a journal. Each helper asks the server by its doors alone.
 */

import * as v from 'valibot'
import { type CoverRequest, type TenderRequest, tenderStatusSchema } from '../../../domain/contract/tender.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { assert } from '../../../domain/result.ts'
import type { Fact } from '../../../domain/sale/fact.ts'
import { coveredMinor, type HeldTender } from '../../../domain/sale/tenders.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { balanceOf, markOfCode } from '../../../src-server/tenders/books.ts'
import type { Rig, TestLane } from './rig.ts'
import { type SaleScript, saleScript } from './sales.ts'

/** Each sale has a card and a coupon of its own; their last signs are those of all. */
export function codesOf(saleId: string) {
  const number = saleId.replace(/\D/g, '')
  return { card: `88${number}1234`, coupon: `AUTUMN${number}-7F3K` }
}

const weekMs = 7 * 24 * 3_600_000

export async function issue(rig: Rig, saleId: string, cardMinor: number, couponMinor: number): Promise<void> {
  const codes = codesOf(saleId)
  const card = { storeId: 'store-1', code: codes.card, amountMinor: cardMinor }
  const coupon = { storeId: 'store-1', code: codes.coupon, amountMinor: couponMinor, minimumMinor: 0 }
  const issued = [
    await rig.office('POST', 'cards', card),
    await rig.office('POST', 'coupons', { ...coupon, expiresMs: rig.clock.ms + weekMs }),
  ]
  assert(
    issued.every(({ status }) => status === 200),
    'card and coupon are issued',
  )
}

export const cardBalance = (rig: Rig, saleId = 'sale-1'): Promise<number> =>
  balanceOf(rig.db, 'store-1', markOfCode('store-1', 'storedValue', codesOf(saleId).card).id)

/** What all accounts of stored value come to: always nothing. */
export async function storedValueSum(rig: Rig): Promise<number> {
  const rows = await rig.db.selectFrom('stored_value_entry').select('amount_minor').execute()
  return rows.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
}

type Shown = Pick<TenderRequest, 'saleId' | 'tenderId' | 'totalMinor'> & { readonly isCoupon: boolean }

export const askHold = (lane: TestLane, { isCoupon, ...asked }: Shown) =>
  lane.post(paths.tenders, {
    ...asked,
    currency: 'CNY',
    ...(isCoupon
      ? { tender: 'coupon', code: codesOf(asked.saleId).coupon }
      : { tender: 'storedValue', code: codesOf(asked.saleId).card }),
  } satisfies TenderRequest)

export async function hold(lane: TestLane, shown: Shown): Promise<HeldTender> {
  const held = v.parse(tenderStatusSchema, (await askHold(lane, shown)).body)
  assert(held.state === 'held', 'it is held')
  const { tender, amountMinor, codeHint } = held
  return { tenderId: shown.tenderId, tender, amountMinor, codeHint }
}

export const coverOf = (
  { saleId, paymentId }: Pick<SaleScript, 'saleId' | 'paymentId'>,
  held: readonly HeldTender[],
  changes: Partial<CoverRequest> = {},
): CoverRequest => ({
  paymentId,
  saleId,
  currency: 'CNY',
  totalMinor: coveredMinor(held),
  tenderIds: held.map(({ tenderId }) => tenderId),
  ...changes,
})

/** A wallet's part paid at once by the shopper's code. */
export async function payRest(
  lane: TestLane,
  { saleId, paymentId }: SaleScript,
  amountMinor: number,
  held: readonly HeldTender[],
): Promise<void> {
  const { body } = await lane.post(paths.payments, {
    paymentId,
    saleId,
    wallet: 'wechat',
    amountMinor,
    currency: 'CNY',
    credential: { kind: 'code', value: `13456789012${paymentId.replace(/\D/g, '').padStart(7, '0')}` },
    split: { totalMinor: amountMinor + coveredMinor(held), tenderIds: held.map(({ tenderId }) => tenderId) },
  })
  assert((body as { readonly state?: string }).state === 'paid', `the wallet pays: ${JSON.stringify(body)}`)
}

const withoutWallet = (fact: Fact, transactionId: string): Fact => {
  if (fact.kind !== 'PaymentRequested' && fact.kind !== 'SalePaid') return fact
  const { wallet: _, ...rest } = fact
  return rest.kind === 'SalePaid' ? { ...rest, transactionId } : rest
}

/** Three pieces at this price, with what is held told before the payment. */
export function splitScript(
  number: number,
  priceMinor: number,
  held: readonly HeldTender[],
  coverNumber = '',
): SaleScript {
  const paidMinor = 3 * priceMinor - coveredMinor(held)
  const script = saleScript(number, { priceMinor, paidMinor })
  const told = held.map((tender): Fact => ({ kind: 'TenderHeld', ...tender }))
  const facts = [...script.facts.slice(0, 4), ...told, ...script.facts.slice(4)]
  return {
    ...script,
    facts: paidMinor === 0 ? facts.map((fact) => withoutWallet(fact, coverNumber)) : facts,
  }
}

export const walletNumberOf = (paymentId: string): string => outTradeNoOf('store-1', paymentId)
