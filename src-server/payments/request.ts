/**
 * Opens an attempt for a sale: claimed, numbered and with its exact bytes on disk before anything is sent. The same
 * request again finds the same attempt; at most one attempt of a sale may be able to take money. Of a shopper's code
 * only its mark is kept; the bytes on disk go without it.
 */

import type { PaymentRequest } from '../../domain/contract/payment.ts'
import { isLive } from '../../domain/payment/attempt.ts'
import { payableForMs } from '../../domain/payment/timing.ts'
import { ok, present, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import type { PaymentClaimTable } from '../db/tables/payments.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { storeRow } from '../lanes/store.ts'
import type { ServerPorts } from '../ports.ts'
import { checkRest } from '../tenders/split.ts'
import { type Attempt, findAttempt, outTradeNoOf } from './attempt.ts'
import { type CredentialMark, credentialRepeatMs, markOf } from './credential.ts'
import { lockOrder, type Order } from './order.ts'
import type { OrderRequest, PaymentProvider } from './providers/provider.ts'
import { timingOf } from './providers/providers.ts'

/** More attempts than anyone makes who wants to pay. */
const attemptsPerSaleMax = 50

export type Opened =
  | { readonly kind: 'attempt'; readonly attempt: Attempt; readonly isNew: boolean }
  /** It was cancelled before it was heard of. */
  | { readonly kind: 'cancelled' }

export const idTaken = refuse(409, 'PaymentIdTaken', 'This payment belongs to another lane.')
const differs = refuse(409, 'PaymentDiffers', 'This payment was asked for before with other contents.')
const inProgress = refuse(409, 'PaymentInProgress', 'Another payment of this sale is not over yet.')
const alreadyPaid = refuse(409, 'SaleAlreadyPaid', 'This sale is paid.')
const tooMany = refuse(429, 'TooManyAttempts', 'This sale was tried to be paid too often.')
const walletNotTaken = refuse(422, 'WalletNotTaken', 'The store does not take this wallet.')
const codesNotTaken = refuse(422, 'CodesNotTaken', 'The store does not charge codes of this wallet.')
const wrongCurrency = refuse(422, 'CurrencyNotTaken', "The store does not take this sale's currency.")

/** Whether this request is the first under its identity; whoever claims it first has it. */
export async function claim(
  trx: Trx,
  { storeId, laneId }: Lane,
  paymentId: string,
  as: PaymentClaimTable['claimed_as'],
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

const markOfRequest = (ports: ServerPorts, { credential }: PaymentRequest): CredentialMark | undefined =>
  credential && markOf(ports, credential)

/** A lane that lost its memory asks again without the code; it never has to have kept it. */
const isSameCredential = ({ credential_hmac }: Attempt, mark: CredentialMark | undefined): boolean =>
  mark === undefined || credential_hmac === mark.hmac

async function known(
  trx: Trx,
  ports: ServerPorts,
  lane: Lane,
  request: PaymentRequest,
): Promise<Result<Opened, HttpRefusal>> {
  const row = await readClaim(trx, lane, request.paymentId)
  if (row?.lane_id !== lane.laneId) return idTaken
  if (row.claimed_as === 'cancelled') return ok({ kind: 'cancelled' })
  const attempt = await findAttempt(trx, lane.storeId, request.paymentId)
  const isSame =
    attempt !== undefined &&
    attempt.sale_id === request.saleId &&
    attempt.wallet === request.wallet &&
    attempt.amount_minor === request.amountMinor &&
    attempt.currency === request.currency &&
    isSameCredential(attempt, markOfRequest(ports, request))
  return isSame ? ok({ kind: 'attempt', attempt, isNew: false }) : differs
}

/** The sale's order, made where this is its first attempt. */
export async function lockedOrder(trx: Trx, lane: Lane, saleId: string): Promise<Order> {
  await trx
    .insertInto('payment_order')
    .values({ store_id: lane.storeId, sale_id: saleId, lane_id: lane.laneId, paid_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // The order's row is locked from here on: attempts of one sale are opened one after the other.
  const order = await lockOrder(trx, { store_id: lane.storeId, sale_id: saleId })
  return present(order, 'the order was just made')
}

/** Whether the sale may be paid for by a new attempt. */
export async function checkOrder(
  trx: Trx,
  lane: Lane,
  order: Order,
): Promise<Result<undefined, HttpRefusal>> {
  if (order.lane_id !== lane.laneId) return idTaken
  if (order.paid_by !== null) return alreadyPaid
  const attempts = await trx
    .selectFrom('payment_attempt')
    .select('state')
    .where('store_id', '=', lane.storeId)
    .where('sale_id', '=', order.sale_id)
    .execute()
  if (attempts.some(isLive)) return inProgress
  return attempts.length >= attemptsPerSaleMax ? tooMany : ok(undefined)
}

/** Whether this very code was held up a moment ago: scanners read twice, and a code is good for one charge. */
async function isReadTwice(
  trx: Trx,
  { storeId }: Lane,
  mark: CredentialMark,
  nowMs: number,
): Promise<boolean> {
  const row = await trx
    .selectFrom('payment_attempt')
    .select('payment_id')
    .where('store_id', '=', storeId)
    .where('credential_hmac', '=', mark.hmac)
    .where('created_ms', '>', nowMs - credentialRepeatMs)
    .executeTakeFirst()
  return row !== undefined
}

interface Terms {
  readonly mark: CredentialMark | undefined
  readonly payableUntilMs: number
  readonly body: string
}

function termsOf(
  ports: ServerPorts,
  provider: PaymentProvider,
  request: PaymentRequest,
  order: Omit<OrderRequest, 'payableUntilMs'>,
): Terms {
  const nowMs = ports.clock.nowMs()
  const { byCode } = provider
  if (request.credential === undefined || byCode === undefined) {
    const payableUntilMs = nowMs + payableForMs
    return { mark: undefined, payableUntilMs, body: provider.orderBody({ ...order, payableUntilMs }) }
  }
  const payableUntilMs = nowMs + byCode.confirmForMs
  return {
    mark: markOf(ports, request.credential),
    payableUntilMs,
    body: byCode.codeBody({ ...order, payableUntilMs }),
  }
}

async function insertAttempt(
  trx: Trx,
  ports: ServerPorts,
  lane: Lane,
  request: PaymentRequest,
  { mark, payableUntilMs, body }: Terms,
): Promise<Attempt> {
  const nowMs = ports.clock.nowMs()
  const { paymentId, saleId, wallet, amountMinor, currency } = request
  const mode = mark === undefined ? 'qr' : 'code'
  // One charge a code: the second time it is over before it is sent.
  const isDead = mark !== undefined && (await isReadTwice(trx, lane, mark, nowMs))
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
      out_trade_no: outTradeNoOf(lane.storeId, paymentId),
      request_body: body,
      state: isDead ? 'failed' : 'created',
      ending: isDead ? 'codeRefused' : null,
      code_url: null,
      payable_until_ms: payableUntilMs,
      transaction_id: null,
      paid_at_ms: null,
      sends: 0,
      polls: 0,
      due_ms: isDead ? null : nowMs + timingOf(ports, { mode, wallet }).leaseMs,
      created_ms: nowMs,
      mode,
      was_refused: 0,
      reverses: 0,
      sent_ms: null,
      unwinding_since_ms: null,
      unwound_ms: null,
      credential_hmac: mark?.hmac ?? null,
      credential_tail: mark?.tail ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function openNew(
  trx: Trx,
  ports: ServerPorts,
  lane: Lane,
  request: PaymentRequest,
): Promise<Result<Opened, HttpRefusal>> {
  const provider = ports.providers.get(request.wallet)
  if (provider === undefined) return walletNotTaken
  if (request.credential !== undefined && provider.byCode === undefined) return codesNotTaken
  const { currency, name_zh: description } = await storeRow(trx, lane.storeId)
  if (currency !== request.currency || (provider.currency ?? currency) !== currency) return wrongCurrency
  const order = await lockedOrder(trx, lane, request.saleId)
  // The same request may have come twice at once, and the other was first to the lock.
  if ((await readClaim(trx, lane, request.paymentId)) !== undefined) return known(trx, ports, lane, request)
  const free = await checkOrder(trx, lane, order)
  if (!free.ok) return free
  const rest = await checkRest(trx, order, request, ports.clock.nowMs())
  if (!rest.ok) return rest
  if (!(await claim(trx, lane, request.paymentId, 'attempt'))) return known(trx, ports, lane, request)
  const { amountMinor } = request
  const outTradeNo = outTradeNoOf(lane.storeId, request.paymentId)
  const terms = termsOf(ports, provider, request, { outTradeNo, description, amountMinor, currency })
  return ok({ kind: 'attempt', attempt: await insertAttempt(trx, ports, lane, request, terms), isNew: true })
}

/** The refusals of a new attempt undo its claim, so that the same request may succeed later. */
export async function openAttempt(
  ports: ServerPorts,
  lane: Lane,
  request: PaymentRequest,
): Promise<Result<Opened, HttpRefusal>> {
  return ports.db.transaction().execute(async (trx) => {
    const claimedBefore = await readClaim(trx, lane, request.paymentId)
    return claimedBefore === undefined ? openNew(trx, ports, lane, request) : known(trx, ports, lane, request)
  })
}
