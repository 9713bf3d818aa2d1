/**
 * A till that sells with a coupon, a card and a wallet and gives money back as a lane does: priced by the receipt, with
 * the shares that the receipt makes. What it sells is on its journal and at the server.
 */

import * as v from 'valibot'
import {
  type FoundReceipt,
  type RefundRequest,
  receiptsFoundSchema,
} from '../../../domain/contract/refund.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { priceRefund, type RefundUnits } from '../../../domain/refund.ts'
import { assert, present } from '../../../domain/result.ts'
import { coveredMinor, type HeldTender } from '../../../domain/sale/tenders.ts'
import { refundSpacingMs } from '../../../src-server/payments/refund-request.ts'
import type { Rig, TestLane } from './rig.ts'
import { journalOf } from './sales.ts'
import { coverOf, hold, issue, payRest, splitScript } from './split-sales.ts'

/** Three pieces at 2.50, of which a coupon takes 1.00. */
export const priceMinor = 250
export const couponMinor = 100
export const totalMinor = 3 * priceMinor

export interface Sold {
  readonly number: number
  readonly saleId: string
  readonly cardMinor: number
  readonly walletMinor: number
}

export interface SplitTill {
  readonly journal: ReturnType<typeof journalOf>
  /** The next sale's numbers, with the coupon and a card of this worth held. */
  show(onCardMinor: number): Promise<{ number: number; saleId: string; held: readonly HeldTender[] }>
  /** By coupon, by what the card has, and the rest by wallet, where there is any. */
  sell(onCardMinor: number): Promise<Sold>
  /** By a coupon alone, which pays for all of it. */
  sellForCoupon(): Promise<Sold>
  found(sold: Sold): Promise<FoundReceipt>
  /** `undefined` where these units come to nothing. */
  requestOf(sold: Sold, refundId: string, units: readonly RefundUnits[]): Promise<RefundRequest | undefined>
  sweep(rounds?: number): Promise<void>
  /** What went back to wallets, by the provider's own books. */
  walletGot(): number
}

interface Till {
  readonly rig: Rig
  readonly lane: TestLane
  readonly journal: ReturnType<typeof journalOf>
}

/** What is left by wallet, and all of it told by the journal; gives the wallet's part. */
async function pay(
  { rig, lane, journal }: Till,
  number: number,
  held: readonly HeldTender[],
): Promise<number> {
  const walletMinor = totalMinor - coveredMinor(held)
  const script = splitScript(number, priceMinor, held)
  if (walletMinor > 0) await payRest(lane, script, walletMinor, held)
  const covered = walletMinor > 0 ? undefined : await lane.post(paths.covers, coverOf(script, held))
  const named = (covered?.body as { readonly transactionId?: string } | undefined)?.transactionId
  const entries = journal.sell(splitScript(number, priceMinor, held, named))
  await lane.post(paths.journal, { epoch: 1, entries })
  const aside = await rig.db.selectFrom('quarantine').select('reason').execute()
  assert(aside.length === 0, `the sale is taken in: ${JSON.stringify(aside)}`)
  return walletMinor
}

export function splitTill(rig: Rig, lane: TestLane): SplitTill {
  const journal = journalOf('lane-1', 1)
  let sales = 0

  const show: SplitTill['show'] = async (onCardMinor) => {
    const number = ++sales
    const saleId = `sale-${number}`
    await issue(rig, saleId, onCardMinor, couponMinor)
    const held = [
      await hold(lane, { saleId, totalMinor, tenderId: `coupon-${number}`, isCoupon: true }),
      await hold(lane, { saleId, totalMinor, tenderId: `card-${number}`, isCoupon: false }),
    ]
    return { number, saleId, held }
  }

  const found: SplitTill['found'] = async ({ number }) => {
    const { body } = await lane.post(paths.receiptFind, { receiptNumber: number })
    return present(v.parse(receiptsFoundSchema, body).sales[0], 'the receipt is found')
  }

  return {
    journal,
    show,
    found,
    async sell(onCardMinor) {
      const { number, saleId, held } = await show(onCardMinor)
      const walletMinor = await pay({ rig, lane, journal }, number, held)
      return { number, saleId, cardMinor: present(held[1], 'the card is held').amountMinor, walletMinor }
    },
    async sellForCoupon() {
      const number = ++sales
      const saleId = `sale-${number}`
      await issue(rig, saleId, 1, totalMinor)
      const shown = { saleId, totalMinor, tenderId: `coupon-${number}`, isCoupon: true }
      const walletMinor = await pay({ rig, lane, journal }, number, [await hold(lane, shown)])
      return { number, saleId, cardMinor: 0, walletMinor }
    },
    async requestOf(sold, refundId, units) {
      const priced = priceRefund(await found(sold), units)
      if (!priced.ok) return undefined
      const { amountMinor, cards } = priced.value
      return {
        refundId,
        saleId: sold.saleId,
        amountMinor,
        lines: [...units],
        cards: cards.map((share) => ({ tenderId: share.tenderId, amountMinor: share.amountMinor })),
        reason: 'damaged',
        badge: 'ATT001',
      }
    },
    async sweep(rounds = 1) {
      for (let round = 0; round < rounds; round++) {
        rig.clock.ms += refundSpacingMs
        await rig.server.tickPayments()
      }
    },
    walletGot: () =>
      [...rig.provider.refunds.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }
}
