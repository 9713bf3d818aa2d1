/**
 * Decides a refund of a paid sale, whole or in part: never beyond what each tender paid, whatever was given back
 * before, all checked in the transaction that owes it. Cards have their share in that transaction; the wallet's is sent
 * on its way; goods that coupons paid for come back without either. The same request again is the same refund.
 */

import type { RefundRequest, RefundStatus } from '../../domain/contract/refund.ts'
import { type CardShare, cardShares, walletShare } from '../../domain/refund-shares.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { paidMoney, refundsOfSale, type SaleRefund } from '../refunds/given.ts'
import { linesDiffer, unitsAgree, withinLimits } from '../refunds/permits.ts'
import { giveBackToCard } from '../tenders/give-back.ts'
import { type Attempt, findAttempt } from './attempt.ts'
import { lockOrder } from './order.ts'
import { oweRefund, saleRefundNo } from './refund-owed.ts'

/** Providers take so many parts of one payment. */
const refundsPerPaymentMax = 50

/** Two refunds of one payment keep this distance; a provider refuses the second otherwise. */
export const refundSpacingMs = 60_000

const notPaid = refuse(409, 'SaleNotPaid', 'Nothing was paid for this sale, so nothing can go back.')
const differs = refuse(409, 'RefundDiffers', 'This refund was asked for before with other contents.')
const exceeds = refuse(409, 'RefundExceedsPaid', 'All refunds together would be more than was paid.')
const tooMany = refuse(409, 'TooManyRefunds', 'This payment was given back in too many parts.')
const badgeUnknown = refuse(403, 'BadgeUnknown', 'No attendant of this store has this badge.')

type Shares = readonly Pick<CardShare, 'tenderId' | 'amountMinor'>[]

export const findRefund = (
  db: Database | Trx,
  storeId: string,
  refundId: string,
): Promise<SaleRefund | undefined> =>
  db
    .selectFrom('sale_refund')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('refund_id', '=', refundId)
    .executeTakeFirst()

/** How the wallet's part stands; cards have theirs from the beginning. */
export async function refundStatusOf(
  db: Database | Trx,
  { number, amount_minor: amountMinor }: SaleRefund,
): Promise<RefundStatus> {
  const toWallet = await db
    .selectFrom('refund')
    .select('state')
    .where('out_refund_no', '=', number)
    .executeTakeFirst()
  const about = { amountMinor, reference: number }
  switch (toWallet?.state) {
    case 'pending':
    case 'processing':
      return { state: 'inProgress', ...about }
    case 'success':
    case 'paidOut':
    case undefined:
      return { state: 'refunded', ...about }
    case 'stuck':
      return { state: 'needsPerson', ...about }
    case 'void':
      return { state: 'void', ...about }
  }
}

/** Whether the badge is known; its row stays locked, so that two lanes do not spend one limit. */
async function isStaff(trx: Trx, storeId: string, badge: string): Promise<boolean> {
  const row = await trx
    .updateTable('staff')
    .set((update) => ({ name: update.ref('name') }))
    .where('store_id', '=', storeId)
    .where('badge', '=', badge)
    .returning('badge')
    .executeTakeFirst()
  return row !== undefined
}

const linesText = ({ lines }: RefundRequest): string | null =>
  lines === undefined ? null : JSON.stringify(lines)

/** Whether these are the shares that were shown, where any were. */
const areShown = ({ cards }: RefundRequest, shares: Shares): boolean =>
  cards === undefined ||
  (cards.length === shares.length &&
    cards.every(({ tenderId, amountMinor }) =>
      shares.some((share) => share.tenderId === tenderId && share.amountMinor === amountMinor),
    ))

/** The wallet's part is on its way; not before the provider may hear of the next one. */
async function sendToWallet(
  trx: Trx,
  ports: ServerPorts,
  attempt: Attempt,
  { refundId, reason }: RefundRequest,
  amountMinor: number,
): Promise<void> {
  const before = await trx
    .selectFrom('refund')
    .select('send_from_ms')
    .where('store_id', '=', attempt.store_id)
    .where('payment_id', '=', attempt.payment_id)
    .execute()
  const free = before.map(({ send_from_ms }) => send_from_ms + refundSpacingMs)
  await oweRefund(trx, ports, attempt, {
    out_refund_no: saleRefundNo(attempt.store_id, refundId),
    amount_minor: amountMinor,
    reason,
    kind: 'sale',
    send_from_ms: Math.max(ports.clock.nowMs(), ...free),
  })
}

async function insertRefund(trx: Trx, storeId: string, request: RefundRequest, atMs: number): Promise<void> {
  const { refundId, saleId, amountMinor, reason, badge } = request
  await trx
    .insertInto('sale_refund')
    .values({
      store_id: storeId,
      refund_id: refundId,
      number: saleRefundNo(storeId, refundId),
      sale_id: saleId,
      amount_minor: amountMinor,
      reason,
      badge,
      lines: linesText(request),
      created_ms: atMs,
    })
    .execute()
}

async function decide(
  trx: Trx,
  ports: ServerPorts,
  storeId: string,
  request: RefundRequest,
): Promise<Result<undefined, HttpRefusal>> {
  const { refundId, badge, amountMinor } = request
  const order = await lockOrder(trx, { store_id: storeId, sale_id: request.saleId })
  if (order === undefined || order.paid_by === null) return notPaid
  const agreed = await unitsAgree(trx, storeId, request)
  if (!agreed.ok) return agreed
  const attempt = await findAttempt(trx, storeId, order.paid_by)
  const before = await refundsOfSale(trx, order)
  const money = await paidMoney(trx, order, attempt?.amount_minor ?? 0, before)
  if (money.refundedMinor + amountMinor > money.paidMinor) return exceeds
  const parts = before.filter((refund) => refund.amount_minor > 0)
  if (amountMinor > 0 && parts.length >= refundsPerPaymentMax) return tooMany
  const shares = cardShares(money, amountMinor)
  if (!areShown(request, shares)) return linesDiffer
  const atMs = ports.clock.nowMs()
  await insertRefund(trx, storeId, request, atMs)
  for (const share of shares) await giveBackToCard(trx, { storeId, refundId, atMs }, share)
  const toWallet = walletShare(amountMinor, shares)
  if (attempt && toWallet > 0) await sendToWallet(trx, ports, attempt, request, toWallet)
  ports.log.info('RefundOwed', { refundId, badge, amountMinor })
  return ok(undefined)
}

async function isSame(trx: Trx, refund: SaleRefund, request: RefundRequest): Promise<boolean> {
  const shares = await trx
    .selectFrom('card_refund')
    .select(['tender_id as tenderId', 'amount_minor as amountMinor'])
    .where('store_id', '=', refund.store_id)
    .where('refund_id', '=', refund.refund_id)
    .execute()
  return (
    refund.sale_id === request.saleId &&
    refund.amount_minor === request.amountMinor &&
    refund.reason === request.reason &&
    refund.badge === request.badge &&
    refund.lines === linesText(request) &&
    areShown(request, shares)
  )
}

/** An attendant at a lane keeps to the store's limits; the office sets them. */
export type RefundAsker = 'lane' | 'office'

/** The refund's number, also at the provider; what it stands at is read afterwards. */
export function requestRefund(
  ports: ServerPorts,
  storeId: string,
  request: RefundRequest,
  asker: RefundAsker,
): Promise<Result<string, HttpRefusal>> {
  const number = saleRefundNo(storeId, request.refundId)
  return ports.db.transaction().execute(async (trx): Promise<Result<string, HttpRefusal>> => {
    const isByStaff = await isStaff(trx, storeId, request.badge)
    const known = await findRefund(trx, storeId, request.refundId)
    if (known !== undefined) return (await isSame(trx, known, request)) ? ok(number) : differs
    if (!isByStaff) return badgeUnknown
    const limited =
      asker === 'lane' ? await withinLimits(trx, storeId, request, ports.clock.nowMs()) : ok(undefined)
    if (!limited.ok) return limited
    const decided = await decide(trx, ports, storeId, request)
    return decided.ok ? ok(number) : decided
  })
}
