/**
 * Opens an attempt for a sale: claimed, numbered and with its exact bytes on disk before anything is sent. The same
 * request again finds the same attempt; at most one attempt of a sale may be able to take money.
 */

import type { PaymentRequest } from '../../domain/contract/wire.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { storeRow } from '../lanes/store.ts'
import type { ServerPorts } from '../ports.ts'
import { type Attempt, findAttempt, liveStates, outTradeNoOf, payableForMs } from './attempt.ts'

/** More attempts than anyone makes who wants to pay. */
export const attemptsPerSaleMax = 50

export type Opened =
  | { readonly kind: 'attempt'; readonly attempt: Attempt; readonly isNew: boolean }
  /** It was cancelled before it was heard of. */
  | { readonly kind: 'cancelled' }

export const idTaken = refuse(409, 'PaymentIdTaken', 'This payment belongs to another lane.')
const differs = refuse(409, 'PaymentDiffers', 'This payment was asked for before with other contents.')
const inProgress = refuse(409, 'PaymentInProgress', 'Another payment of this sale is not over yet.')
const alreadyPaid = refuse(409, 'SaleAlreadyPaid', 'This sale is paid.')
const tooMany = refuse(429, 'TooManyAttempts', 'This sale was tried to be paid too often.')
const wrongCurrency = refuse(422, 'CurrencyNotTaken', "The store does not take this sale's currency.")

/** Whether this request is the first under its identity; whoever claims it first has it. */
export async function claim(
  trx: Trx,
  { storeId, laneId }: Lane,
  paymentId: string,
  as: 'attempt' | 'cancelled',
): Promise<boolean> {
  const claimed = await trx
    .insertInto('payment_claim')
    .values({ store_id: storeId, payment_id: paymentId, lane_id: laneId, claimed_as: as })
    .onConflict((conflict) => conflict.doNothing())
    .returning('payment_id')
    .executeTakeFirst()
  return claimed !== undefined
}

export function readClaim(trx: Trx | ServerPorts['db'], { storeId }: Lane, paymentId: string) {
  return trx
    .selectFrom('payment_claim')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()
}

async function known(trx: Trx, lane: Lane, request: PaymentRequest): Promise<Result<Opened, HttpRefusal>> {
  const row = await readClaim(trx, lane, request.paymentId)
  if (row?.lane_id !== lane.laneId) return idTaken
  if (row.claimed_as === 'cancelled') return ok({ kind: 'cancelled' })
  const attempt = await findAttempt(trx, lane.storeId, request.paymentId)
  const isSame =
    attempt !== undefined &&
    attempt.sale_id === request.saleId &&
    attempt.wallet === request.wallet &&
    attempt.amount_minor === request.amountMinor &&
    attempt.currency === request.currency
  return isSame ? ok({ kind: 'attempt', attempt, isNew: false }) : differs
}

/** Whether the sale may be paid for by a new attempt; makes its order row where it is the first. */
async function openOrder(trx: Trx, lane: Lane, saleId: string): Promise<Result<undefined, HttpRefusal>> {
  await trx
    .insertInto('payment_order')
    .values({ store_id: lane.storeId, sale_id: saleId, lane_id: lane.laneId, paid_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // The order's row is locked from here on: attempts of one sale are opened one after the other.
  const order = await trx
    .updateTable('payment_order')
    .set((update) => ({ paid_by: update.ref('paid_by') }))
    .where('store_id', '=', lane.storeId)
    .where('sale_id', '=', saleId)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (order.lane_id !== lane.laneId) return idTaken
  if (order.paid_by !== null) return alreadyPaid
  const attempts = await trx
    .selectFrom('payment_attempt')
    .select('state')
    .where('store_id', '=', lane.storeId)
    .where('sale_id', '=', saleId)
    .execute()
  if (attempts.some(({ state }) => liveStates.some((live) => live === state))) return inProgress
  return attempts.length >= attemptsPerSaleMax ? tooMany : ok(undefined)
}

async function insertAttempt(
  trx: Trx,
  { provider, clock }: ServerPorts,
  lane: Lane,
  request: PaymentRequest,
  description: string,
): Promise<Attempt> {
  const nowMs = clock.nowMs()
  const outTradeNo = outTradeNoOf(lane.storeId, request.paymentId)
  const { paymentId, saleId, wallet, amountMinor, currency } = request
  const payableUntilMs = nowMs + payableForMs
  const request_body = provider.orderBody({ outTradeNo, description, amountMinor, currency, payableUntilMs })
  return trx
    .insertInto('payment_attempt')
    .values({
      store_id: lane.storeId,
      payment_id: paymentId,
      lane_id: lane.laneId,
      sale_id: saleId,
      wallet,
      amount_minor: amountMinor,
      currency,
      out_trade_no: outTradeNo,
      request_body,
      state: 'created',
      ending: null,
      code_url: null,
      payable_until_ms: payableUntilMs,
      transaction_id: null,
      paid_at_ms: null,
      sends: 0,
      polls: 0,
      due_ms: nowMs,
      created_ms: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The refusals of a new attempt undo its claim, so that the same request may succeed later. */
export async function openAttempt(
  ports: ServerPorts,
  lane: Lane,
  request: PaymentRequest,
): Promise<Result<Opened, HttpRefusal>> {
  return ports.db.transaction().execute(async (trx): Promise<Result<Opened, HttpRefusal>> => {
    const claimedBefore = await readClaim(trx, lane, request.paymentId)
    if (claimedBefore !== undefined) return known(trx, lane, request)
    const store = await storeRow(trx, lane.storeId)
    if (store.currency !== request.currency) return wrongCurrency
    const order = await openOrder(trx, lane, request.saleId)
    if (!order.ok) return err(order.error)
    if (!(await claim(trx, lane, request.paymentId, 'attempt'))) return known(trx, lane, request)
    const attempt = await insertAttempt(trx, ports, lane, request, store.name_zh)
    return ok({ kind: 'attempt', attempt, isNew: true })
  })
}
