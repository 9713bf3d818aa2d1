/** What the office does with stored value and coupons: issues them, and reads every movement. */

import * as v from 'valibot'
import { tenderCodeSchema } from '../../domain/contract/tender.ts'
import { amountSchema } from '../../domain/item.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Database } from '../db/schema.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { cardAccount, markOfCode, move } from './books.ts'

const storeId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
const amountMinor = v.pipe(amountSchema, v.minValue(1))

export const cardEntries = { code: tenderCodeSchema, amountMinor }

export const couponEntries = {
  code: tenderCodeSchema,
  amountMinor,
  minimumMinor: amountSchema,
  expiresMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
}

const cardBody = v.strictObject({ storeId, ...cardEntries })
const couponBody = v.strictObject({ storeId, ...couponEntries })

type NewCard = Readonly<v.InferOutput<typeof cardBody>>
type NewCoupon = Readonly<v.InferOutput<typeof couponBody>>

type Needs = Pick<ServerPorts, 'db' | 'clock'>

/** Whether there was no such card; one that is known keeps what it has. */
export function issueCard({ db, clock }: Needs, { storeId, code, amountMinor }: NewCard): Promise<boolean> {
  const { id, tail } = markOfCode(storeId, 'storedValue', code)
  const atMs = clock.nowMs()
  return db.transaction().execute(async (trx) => {
    const issued = await trx
      .insertInto('stored_value_card')
      .values({ store_id: storeId, card_id: id, code_tail: tail, issued_ms: atMs })
      .onConflict((conflict) => conflict.doNothing())
      .returning('card_id')
      .executeTakeFirst()
    if (issued === undefined) return false
    const entryId = `issue ${id}`
    return move(trx, { storeId, entryId, from: 'issued', to: cardAccount(id), amountMinor, atMs })
  })
}

export async function issueCoupon({ db }: Pick<Needs, 'db'>, coupon: NewCoupon): Promise<boolean> {
  const { id, tail } = markOfCode(coupon.storeId, 'coupon', coupon.code)
  const issued = await db
    .insertInto('coupon')
    .values({
      store_id: coupon.storeId,
      coupon_id: id,
      code_tail: tail,
      amount_minor: coupon.amountMinor,
      minimum_minor: coupon.minimumMinor,
      expires_ms: coupon.expiresMs,
      held_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('coupon_id')
    .executeTakeFirst()
  return issued !== undefined
}

type Answer = Promise<Result<object, HttpRefusal>>

async function issued(db: Database, storeId: string, issue: () => Promise<boolean>): Answer {
  const store = await db
    .selectFrom('store')
    .select('store_id')
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  if (store === undefined) return refuse(404, 'StoreUnknown', 'There is no store of this name.')
  return (await issue()) ? ok({ issued: true }) : refuse(409, 'CodeIssued', 'This code was issued before.')
}

/** What the office may post, by the last part of its path. */
export const officeTenders = (ports: ServerPorts): Readonly<Record<string, (body: unknown) => Answer>> => ({
  cards: async (body) => {
    const parsed = readBody(cardBody, body)
    if (!parsed.ok) return parsed
    return issued(ports.db, parsed.value.storeId, () => issueCard(ports, parsed.value))
  },
  coupons: async (body) => {
    const parsed = readBody(couponBody, body)
    if (!parsed.ok) return parsed
    return issued(ports.db, parsed.value.storeId, () => issueCoupon(ports, parsed.value))
  },
})

export const listMovements = (db: Database, limit: number) =>
  db
    .selectFrom('stored_value_entry')
    .select([
      'store_id as storeId',
      'entry_id as entryId',
      'account',
      'amount_minor as amountMinor',
      'at_ms as atMs',
    ])
    .orderBy('at_ms', 'desc')
    .orderBy('entry_id')
    .orderBy('account')
    .limit(limit)
    .execute()

export const listHolds = (db: Database, limit: number) =>
  db
    .selectFrom('tender_hold')
    .select([
      'store_id as storeId',
      'tender_id as tenderId',
      'lane_id as laneId',
      'sale_id as saleId',
      'tender',
      'code_tail as codeHint',
      'amount_minor as amountMinor',
      'state',
    ])
    .orderBy('expires_ms', 'desc')
    .orderBy('tender_id')
    .limit(limit)
    .execute()
