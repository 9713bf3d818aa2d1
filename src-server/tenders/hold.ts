/**
 * Holds stored value or a coupon for a sale: never more than the card has, nor than is still due, and a coupon for
 * one sale over all lanes. The same request again finds the same hold. The amount is the server's to say.
 */

import type { TenderRequest, TenderStatus } from '../../domain/contract/tender.ts'
import { ok, type Result } from '../../domain/result.ts'
import { tendersMax } from '../../domain/sale/tenders.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { storeRow } from '../lanes/store.ts'
import { idTaken } from '../payments/claim.ts'
import { checkFree, openOrder } from '../payments/order.ts'
import type { ServerPorts } from '../ports.ts'
import { balanceOf, cardAccount, markOfCode, move } from './books.ts'
import { type Hold, hasLeft, heldFor, releaseAll, type SaleKey } from './end.ts'
import { divideHolds, heldMinor } from './split.ts'

/** What nobody finishes in this time goes back, unless a payment of the sale is under way. */
export const holdForMs = 30 * 60_000

const unknown = refuse(404, 'TenderUnknown', 'There is no such card or coupon.')
const noValue = refuse(409, 'CardEmpty', 'There is nothing on the card.')
const used = refuse(409, 'CouponUsed', 'The coupon is used, or held for another sale.')
const expired = refuse(409, 'CouponExpired', 'The coupon is no longer good.')
const tooSmall = refuse(409, 'BasketTooSmall', 'The coupon is good for larger baskets.')
const nothingDue = refuse(409, 'NothingDue', 'The sale is covered already.')
const tooMany = refuse(409, 'TooManyTenders', 'The sale has as many tenders as one may have.')
const differs = refuse(409, 'TenderDiffers', 'This tender was asked for before with other contents.')
const saleLeft = refuse(409, 'SaleLeft', 'The sale left the lane before this arrived.')
const wrongCurrency = refuse(422, 'CurrencyNotTaken', "The store does not take this sale's currency.")

type Held = Result<TenderStatus, HttpRefusal>

export function statusOfHold({ state, tender, amount_minor, code_tail }: Hold): TenderStatus {
  return state === 'released' || tender === null
    ? { state: 'released' }
    : { state, tender, amountMinor: amount_minor, codeHint: code_tail }
}

export const findHold = (trx: Trx, { storeId }: Lane, tenderId: string): Promise<Hold | undefined> =>
  trx
    .selectFrom('tender_hold')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('tender_id', '=', tenderId)
    .executeTakeFirst()

interface Asked {
  readonly trx: Trx
  readonly lane: Lane
  readonly request: TenderRequest
  readonly mark: { readonly id: string; readonly tail: string }
  readonly dueMinor: number
  readonly nowMs: number
}

/** How much of the card is kept; its row is locked, so that two lanes never spend the same. */
async function takeFromCard({ trx, lane, request, mark, dueMinor, nowMs }: Asked) {
  const { storeId } = lane
  const card = await trx
    .updateTable('stored_value_card')
    .set((update) => ({ card_id: update.ref('card_id') }))
    .where('store_id', '=', storeId)
    .where('card_id', '=', mark.id)
    .returning('card_id')
    .executeTakeFirst()
  if (card === undefined) return unknown
  const amountMinor = Math.min(await balanceOf(trx, storeId, mark.id), dueMinor)
  if (amountMinor <= 0) return noValue
  const entryId = `hold ${request.tenderId}`
  await move(trx, { storeId, entryId, from: cardAccount(mark.id), to: 'held', amountMinor, atMs: nowMs })
  return ok(amountMinor)
}

async function takeCoupon({ trx, lane, request, mark, dueMinor, nowMs }: Asked) {
  const { storeId } = lane
  const coupon = await trx
    .selectFrom('coupon')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('coupon_id', '=', mark.id)
    .executeTakeFirst()
  if (coupon === undefined) return unknown
  if (coupon.expires_ms <= nowMs) return expired
  if (request.totalMinor < coupon.minimum_minor) return tooSmall
  const taken = await trx
    .updateTable('coupon')
    .set({ held_by: request.tenderId })
    .where('store_id', '=', storeId)
    .where('coupon_id', '=', mark.id)
    .where('held_by', 'is', null)
    .returning('coupon_id')
    .executeTakeFirst()
  return taken ? ok(Math.min(coupon.amount_minor, dueMinor)) : used
}

async function insertHold(asked: Asked, amountMinor: number, position: number): Promise<Hold> {
  const { trx, lane, request, mark, nowMs } = asked
  return trx
    .insertInto('tender_hold')
    .values({
      store_id: lane.storeId,
      tender_id: request.tenderId,
      lane_id: lane.laneId,
      sale_id: request.saleId,
      tender: request.tender,
      source_id: mark.id,
      code_tail: mark.tail,
      amount_minor: amountMinor,
      state: 'held',
      position,
      expires_ms: nowMs + holdForMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

function known(lane: Lane, hold: Hold, { saleId, tender }: TenderRequest, id: string): Held {
  if (hold.lane_id !== lane.laneId) return idTaken
  const isSame = hold.sale_id === saleId && hold.tender === tender && hold.source_id === id
  return hold.sale_id === null || isSame ? ok(statusOfHold(hold)) : differs
}

/** What is held for the sale beside this; what the lane lost sight of goes back, so that it may be held anew. */
async function stillHeld(trx: Trx, order: SaleKey, { tenderIds }: TenderRequest, nowMs: number) {
  if (tenderIds === undefined) return heldFor(trx, order)
  const { counted, forgotten } = await divideHolds(trx, order, tenderIds)
  await releaseAll(trx, forgotten, nowMs)
  return counted
}

export function holdTender({ db, clock }: ServerPorts, lane: Lane, request: TenderRequest): Promise<Held> {
  const { tenderId, saleId, tender, code, totalMinor } = request
  const mark = markOfCode(lane.storeId, tender, code)
  return db.transaction().execute(async (trx): Promise<Held> => {
    if ((await storeRow(trx, lane.storeId)).currency !== request.currency) return wrongCurrency
    const order = await openOrder(trx, lane, saleId)
    const before = await findHold(trx, lane, tenderId)
    if (before) return known(lane, before, request, mark.id)
    const free = await checkFree(trx, lane, order)
    if (!free.ok) return free
    if (await hasLeft(trx, lane, saleId)) return saleLeft
    const nowMs = clock.nowMs()
    const held = await stillHeld(trx, order, request, nowMs)
    if (held.length >= tendersMax) return tooMany
    const dueMinor = totalMinor - heldMinor(held)
    if (dueMinor <= 0) return nothingDue
    const asked: Asked = { trx, lane, request, mark, dueMinor, nowMs }
    const amount = await (tender === 'coupon' ? takeCoupon(asked) : takeFromCard(asked))
    if (!amount.ok) return amount
    return ok(statusOfHold(await insertHold(asked, amount.value, (held[0]?.position ?? 0) + 1)))
  })
}
