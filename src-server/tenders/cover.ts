/**
 * Pays a sale with what cards and coupons hold, where that is all it costs: one transaction takes all of it and pays
 * the order, or none. The same request again finds the same payment. What a wallet may still take, it never races.
 */

import type { Selectable } from 'kysely'
import type { PaymentStatus } from '../../domain/contract/payment.ts'
import type { CoverRequest } from '../../domain/contract/tender.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { CoverTable } from '../db/tables/tenders.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { storeRow } from '../lanes/store.ts'
import { claim, idTaken, readClaim } from '../payments/claim.ts'
import { checkFree, openOrder, payOrder } from '../payments/order.ts'
import type { ServerPorts } from '../ports.ts'
import { captureTenders } from './end.ts'
import { checkCovered } from './split.ts'

const differs = refuse(409, 'PaymentDiffers', 'This payment was asked for before with other contents.')
const wrongCurrency = refuse(422, 'CurrencyNotTaken', "The store does not take this sale's currency.")

export type Cover = Selectable<CoverTable>

type Covered = Result<PaymentStatus, HttpRefusal>

const numberHexDigits = 30

/** Deterministic, and different from every wallet's payment and refund. */
const coverNumberOf = (storeId: string, paymentId: string): string =>
  `C_${sha256(`scanway-cover ${storeId} ${paymentId}`).slice(0, numberHexDigits)}`

/** No wallet had a part in it. */
export const statusOfCover = ({ number, paid_at_ms }: Cover): PaymentStatus => ({
  state: 'paid',
  amountMinor: 0,
  transactionId: number,
  paidAtMs: paid_at_ms,
})

export const findCover = (
  db: Database | Trx,
  storeId: string,
  paymentId: string,
): Promise<Cover | undefined> =>
  db
    .selectFrom('cover')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()

/** What became of a payment that was claimed before; `undefined` where nobody did. */
async function known(trx: Trx, lane: Lane, request: CoverRequest): Promise<Covered | undefined> {
  const row = await readClaim(trx, lane, request.paymentId)
  if (row === undefined) return undefined
  if (row.lane_id !== lane.laneId) return idTaken
  if (row.claimed_as === 'cancelled') return ok({ state: 'ended', ending: 'closed' })
  const cover = await findCover(trx, lane.storeId, request.paymentId)
  const isSame =
    cover?.sale_id === request.saleId &&
    cover.amount_minor === request.totalMinor &&
    cover.currency === request.currency
  return isSame ? ok(statusOfCover(cover)) : differs
}

async function take(trx: Trx, lane: Lane, request: CoverRequest, nowMs: number): Promise<Cover> {
  const { paymentId, saleId, totalMinor, currency } = request
  const order = { store_id: lane.storeId, sale_id: saleId }
  await captureTenders(trx, order, nowMs)
  await payOrder(trx, order, paymentId)
  return trx
    .insertInto('cover')
    .values({
      ...order,
      payment_id: paymentId,
      lane_id: lane.laneId,
      amount_minor: totalMinor,
      currency,
      number: coverNumberOf(lane.storeId, paymentId),
      paid_at_ms: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function coverSale(
  { db, clock, log }: ServerPorts,
  lane: Lane,
  request: CoverRequest,
): Promise<Covered> {
  const { paymentId, saleId, totalMinor: amountMinor, tenderIds } = request
  return db.transaction().execute(async (trx): Promise<Covered> => {
    if ((await storeRow(trx, lane.storeId)).currency !== request.currency) return wrongCurrency
    const order = await openOrder(trx, lane, saleId)
    const before = await known(trx, lane, request)
    if (before) return before
    const free = await checkFree(trx, lane, order)
    if (!free.ok) return free
    const nowMs = clock.nowMs()
    const covered = await checkCovered(trx, order, { tenderIds, amountMinor }, nowMs)
    if (!covered.ok) return covered
    // A cancelling that came in between has the payment's identity, and nothing was taken yet.
    if (!(await claim(trx, lane, paymentId, 'cover'))) return (await known(trx, lane, request)) ?? differs
    log.info('SaleCovered', { paymentId, amountMinor })
    return ok(statusOfCover(await take(trx, lane, request, nowMs)))
  })
}
