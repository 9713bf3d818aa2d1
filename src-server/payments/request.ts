/**
 * Opens an attempt for a sale: claimed, numbered and with its exact bytes on disk before anything is sent. The same
 * request again finds the same attempt; at most one attempt of a sale may be able to take money. Of a shopper's code
 * only its mark is kept; the bytes on disk go without it.
 */

import type { PaymentRequest } from '../../domain/contract/payment.ts'
import { payableForMs } from '../../domain/payment/timing.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { storeRow } from '../lanes/store.ts'
import type { ServerPorts } from '../ports.ts'
import { checkRest } from '../tenders/split.ts'
import { type Attempt, findAttempt, outTradeNoOf } from './attempt.ts'
import { claim, idTaken, readClaim } from './claim.ts'
import { type CredentialMark, credentialRepeatMs, markOf } from './credential.ts'
import { checkFree, openOrder } from './order.ts'
import type { OrderRequest, PaymentProvider } from './providers/provider.ts'
import { timingOf } from './providers/providers.ts'

export type Opened =
  | { readonly kind: 'attempt'; readonly attempt: Attempt; readonly isNew: boolean }
  /** It was cancelled before it was heard of. */
  | { readonly kind: 'cancelled' }

const differs = refuse(409, 'PaymentDiffers', 'This payment was asked for before with other contents.')
const walletNotTaken = refuse(422, 'WalletNotTaken', 'The store does not take this wallet.')
const codesNotTaken = refuse(422, 'CodesNotTaken', 'The store does not charge codes of this wallet.')
const wrongCurrency = refuse(422, 'CurrencyNotTaken', "The store does not take this sale's currency.")

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
  const { currency, name_zh, name_en } = await storeRow(trx, lane.storeId)
  const description = provider.language === 'zh-CN' ? name_zh : name_en
  if (currency !== request.currency || (provider.currency ?? currency) !== currency) return wrongCurrency
  const order = await openOrder(trx, lane, request.saleId)
  // The same request may have come twice at once, and the other was first to the lock.
  if ((await readClaim(trx, lane, request.paymentId)) !== undefined) return known(trx, ports, lane, request)
  const free = await checkFree(trx, lane, order)
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
