/**
 * Fills a new store: who it is, its lanes with their enrolment codes, its staff, its goods. Rows come from outside
 * and are checked one by one. A filling that was cut short is done again from the start and ends the same.
 */

import * as v from 'valibot'
import {
  catalogueRowSchema,
  changesRowsMax,
  enrolRequestSchema,
  laneSetupSchema,
  staffSchema,
} from '../domain/contract/wire.ts'
import { amountSchema } from '../domain/item.ts'
import { laneIdSchema } from '../domain/journal.ts'
import { currencies } from '../domain/money.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { recallSchema, sellingRulesSchema } from '../domain/rules/sale-rules.ts'
import { writeParking } from './baskets/office.ts'
import { type ImportRow, importItems } from './catalogue/import.ts'
import { sha256 } from './hash.ts'
import { offerCode } from './lanes/enrol.ts'
import { hashPin } from './lanes/pin-hash.ts'
import type { ServerPorts } from './ports.ts'
import { writeRefundPolicy } from './refunds/policy.ts'
import { beginRecall, setRules } from './rules/rules.ts'
import { cardEntries, couponEntries, issueCard, issueCoupon } from './tenders/office.ts'

const codeValidMs = 30 * 24 * 3_600_000

/** A line of a seed file. The store's comes first. */
const seedRowSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('store'),
    store: laneSetupSchema.entries.store,
    currency: v.picklist(currencies),
  }),
  v.strictObject({
    kind: v.literal('lane'),
    laneId: laneIdSchema,
    laneName: laneSetupSchema.entries.laneName,
    code: enrolRequestSchema.entries.code,
  }),
  v.strictObject({
    kind: v.literal('staff'),
    badge: staffSchema.entries.badge,
    name: staffSchema.entries.name,
    pin: v.pipe(v.string(), v.regex(/^\d{4,12}$/)),
  }),
  v.strictObject({ kind: v.literal('rules'), rules: sellingRulesSchema }),
  v.strictObject({ kind: v.literal('recall'), recall: recallSchema }),
  v.strictObject({
    kind: v.literal('parking'),
    perSaleMinor: amountSchema,
    totalMinor: amountSchema,
  }),
  v.strictObject({ kind: v.literal('card'), ...cardEntries }),
  v.strictObject({ kind: v.literal('coupon'), ...couponEntries }),
  v.strictObject({
    kind: v.literal('refundLimits'),
    perRefundMinor: amountSchema,
    perAttendantMinor: amountSchema,
  }),
  v.strictObject({
    kind: v.literal('item'),
    item: v.nonNullable(catalogueRowSchema.entries.item),
    aliases: catalogueRowSchema.entries.aliases,
    stock: amountSchema,
  }),
])

export type SeedRow = Readonly<v.InferOutput<typeof seedRowSchema>>
type SeedOf<K extends SeedRow['kind']> = Extract<SeedRow, { readonly kind: K }>

export type SeedRefusal =
  | { readonly kind: 'StoreNotFirst' }
  | { readonly kind: 'RowRefused'; readonly row: number }

export interface Seeded {
  readonly storeId: string
  readonly isNew: boolean
  readonly items: number
}

type SeedPorts = Pick<ServerPorts, 'db' | 'clock' | 'random'>

async function addStore({ db, random }: SeedPorts, { store, currency }: SeedOf<'store'>): Promise<boolean> {
  const { storeId, names, address, taxNumber } = store
  await db
    .insertInto('store')
    .values({
      store_id: storeId,
      name_zh: names['zh-CN'],
      name_en: names.en,
      address,
      tax_number: taxNumber,
      currency,
      seeded_ms: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('feed')
    .values({ store_id: storeId, epoch: random.id(), head: 0, floor: 0, items: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('store')
    .select('seeded_ms')
    .where('store_id', '=', storeId)
    .executeTakeFirstOrThrow()
  return row.seeded_ms === null
}

async function addLane({ db, clock }: SeedPorts, storeId: string, lane: SeedOf<'lane'>): Promise<void> {
  const { laneId, laneName, code } = lane
  await db
    .insertInto('lane')
    .values({
      lane_id: laneId,
      store_id: storeId,
      lane_name: laneName,
      epoch: 0,
      public_key: null,
      revoked_ms: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await offerCode(db, { storeId, laneId, code, expiresMs: clock.nowMs() + codeValidMs })
}

async function addStaff({ db, random }: SeedPorts, storeId: string, member: SeedOf<'staff'>): Promise<void> {
  const { badge, name, pin } = member
  const pin_salt = sha256(random.id()).slice(0, 32)
  const pin_hash = await hashPin(pin, pin_salt)
  await db
    .insertInto('staff')
    .values({ store_id: storeId, badge, name, pin_salt, pin_hash })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'badge']).doUpdateSet({ name, pin_salt, pin_hash }),
    )
    .execute()
}

/** Items of one version, waiting for the rest of it. */
interface Filling {
  readonly storeId: string
  waiting: ImportRow[]
  items: number
}

async function flush(ports: SeedPorts, filling: Filling): Promise<void> {
  filling.items += await importItems(ports.db, filling.storeId, filling.waiting)
  filling.waiting = []
}

async function addRow(ports: SeedPorts, filling: Filling, row: SeedRow): Promise<void> {
  switch (row.kind) {
    case 'store':
      return
    case 'lane':
      return addLane(ports, filling.storeId, row)
    case 'staff':
      return addStaff(ports, filling.storeId, row)
    case 'rules':
      return setRules(ports.db, filling.storeId, row.rules, ports.clock.nowMs())
    case 'recall':
      await beginRecall(ports.db, filling.storeId, row.recall, ports.clock.nowMs())
      return
    case 'parking':
      return writeParking(ports.db, { ...row, storeId: filling.storeId })
    case 'card':
      await issueCard(ports, { ...row, storeId: filling.storeId })
      return
    case 'coupon':
      await issueCoupon(ports, { ...row, storeId: filling.storeId })
      return
    case 'refundLimits':
      return writeRefundPolicy(ports.db, { ...row, storeId: filling.storeId })
    case 'item':
      filling.waiting.push({ gtin: row.item.gtin, item: row.item, aliases: row.aliases, stock: row.stock })
      if (filling.waiting.length === changesRowsMax) await flush(ports, filling)
  }
}

/** `rows` are unchecked. Leaves a store alone that was filled before. */
export async function seed(
  ports: SeedPorts,
  rows: Iterable<unknown> | AsyncIterable<unknown>,
): Promise<Result<Seeded, SeedRefusal>> {
  let filling: Filling | undefined
  let count = 0
  for await (const raw of rows) {
    count += 1
    const parsed = v.safeParse(seedRowSchema, raw)
    if (!parsed.success) return err({ kind: 'RowRefused', row: count })
    const row = parsed.output
    if (filling === undefined) {
      if (row.kind !== 'store') return err({ kind: 'StoreNotFirst' })
      const { storeId } = row.store
      if (!(await addStore(ports, row))) return ok({ storeId, isNew: false, items: 0 })
      filling = { storeId, waiting: [], items: 0 }
    }
    await addRow(ports, filling, row)
  }
  if (filling === undefined) return err({ kind: 'StoreNotFirst' })
  await flush(ports, filling)
  const { storeId, items } = filling
  await ports.db
    .updateTable('store')
    .set({ seeded_ms: ports.clock.nowMs() })
    .where('store_id', '=', storeId)
    .execute()
  return ok({ storeId, isNew: true, items })
}
