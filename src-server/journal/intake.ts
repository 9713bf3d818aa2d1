/**
 * Takes in what a lane uploads: the lane's journal grows here exactly as it grew there. The same entry again changes
 * nothing; another entry under a number already held is a fork and never overwrites; a gap ends the batch, and the
 * answer tells the lane where to go on. One bad sale is set aside and holds up nothing.
 */

import type { Selectable } from 'kysely'
import type { UploadReply } from '../../domain/contract/wire.ts'
import { genesis } from '../../domain/journal.ts'
import { ok, type Result } from '../../domain/result.ts'
import { basketPaid, followBasket } from '../baskets/follow.ts'
import type { Trx } from '../db/schema.ts'
import type { LaneHeadTable } from '../db/tables/journal.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { ServerPorts } from '../ports.ts'
import { followRefund } from '../refunds/return-goods.ts'
import { followTenders } from '../tenders/release.ts'
import { type Envelope, isUnaltered, rawText, readEntry, readEnvelope } from './entry.ts'
import { type QuarantineReason, quarantinedAmong, setAside } from './quarantine.ts'
import { recordSale } from './record-sale.ts'

export interface Upload {
  readonly epoch: number
  readonly entries: readonly unknown[]
}

interface Head {
  readonly seq: number
  readonly hash: string
}

/** One batch under way: the lane, its transaction, and what time it is. */
interface Batch {
  readonly trx: Trx
  readonly log: ServerPorts['log']
  readonly lane: Lane
  readonly epoch: number
  readonly nowMs: number
}

/** The lane's head, locked until the transaction ends: two uploads of one lane go one after the other. */
async function lockHead({ trx, lane, epoch, nowMs }: Batch): Promise<Selectable<LaneHeadTable>> {
  const { seq, hash } = genesis(lane.laneId, epoch, sha256)
  await trx
    .insertInto('lane_head')
    .values({ store_id: lane.storeId, lane_id: lane.laneId, epoch, seq, hash, heard_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return trx
    .updateTable('lane_head')
    .set({ heard_ms: nowMs })
    .where('store_id', '=', lane.storeId)
    .where('lane_id', '=', lane.laneId)
    .where('epoch', '=', epoch)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function moveHead({ trx, lane, epoch }: Batch, { seq, hash }: Head): Promise<void> {
  await trx
    .updateTable('lane_head')
    .set({ seq, hash })
    .where('store_id', '=', lane.storeId)
    .where('lane_id', '=', lane.laneId)
    .where('epoch', '=', epoch)
    .execute()
}

async function storedHash({ trx, lane, epoch }: Batch, seq: number): Promise<string | undefined> {
  const row = await trx
    .selectFrom('journal_entry')
    .select('hash')
    .where('store_id', '=', lane.storeId)
    .where('lane_id', '=', lane.laneId)
    .where('epoch', '=', epoch)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.hash
}

function putAside(batch: Batch, raw: unknown, envelope: Envelope, reason: QuarantineReason): Promise<void> {
  const { trx, log, lane, epoch, nowMs } = batch
  const { seq, hash, saleId } = envelope
  return setAside(trx, log, {
    lane,
    epoch,
    seq,
    hash,
    reason,
    saleId: typeof saleId === 'string' ? saleId : null,
    entry: rawText(raw),
    atMs: nowMs,
  })
}

/** The entry follows the head and is whole: it is stored, and whatever it completes is derived. */
async function store(batch: Batch, raw: unknown, envelope: Envelope): Promise<void> {
  const { trx, lane, epoch, nowMs } = batch
  const entry = readEntry(raw)
  await trx
    .insertInto('journal_entry')
    .values({
      store_id: lane.storeId,
      lane_id: lane.laneId,
      epoch,
      seq: envelope.seq,
      hash: envelope.hash,
      sale_id: entry?.saleId ?? null,
      fact_kind: entry?.fact.kind ?? null,
      entry: rawText(raw),
      received_ms: nowMs,
    })
    .execute()
  if (entry === undefined) return putAside(batch, raw, envelope, 'EntryUnreadable')
  const followed = await followBasket(trx, lane, entry, nowMs)
  if (!followed.ok) return putAside(batch, raw, envelope, followed.error)
  await followTenders(trx, lane, entry, nowMs)
  const refunded = await followRefund(trx, lane, entry, nowMs)
  if (!refunded.ok) return putAside(batch, raw, envelope, refunded.error)
  if (entry.fact.kind !== 'SalePaid') return
  const place = { storeId: lane.storeId, laneId: lane.laneId, epoch, paidSeq: entry.seq }
  const recorded = await recordSale(batch, place, entry.saleId ?? '', entry.fact, nowMs)
  if (!recorded.ok) return putAside(batch, raw, envelope, recorded.error)
  await basketPaid(trx, lane, entry.saleId ?? '', nowMs)
}

/** The head after the entry; the same head when it was known; `undefined` when the batch ends here. */
async function take(batch: Batch, head: Head, raw: unknown): Promise<Head | undefined> {
  const envelope = readEnvelope(raw)
  if (envelope === undefined) return undefined
  const { seq, hash } = envelope
  if (envelope.laneId !== batch.lane.laneId || envelope.epoch !== batch.epoch) return undefined
  if (seq > head.seq + 1) return undefined
  if (seq <= head.seq) {
    if ((await storedHash(batch, seq)) !== hash) await putAside(batch, raw, envelope, 'Forked')
    return head
  }
  const broken =
    envelope.prev !== head.hash ? 'LinkBroken' : isUnaltered(envelope) ? undefined : 'EntryAltered'
  if (broken !== undefined) {
    await putAside(batch, raw, envelope, broken)
    return undefined
  }
  await store(batch, raw, envelope)
  return { seq, hash }
}

const strange = refuse(
  422,
  'EntryUnreadable',
  'The first entry is not of this lane and epoch, or not a journal entry at all.',
)
const unknownEpoch = refuse(409, 'EpochUnknown', 'The lane was not enrolled for this epoch.')

function startsStrangely({ lane, epoch }: Batch, [first]: readonly unknown[]): boolean {
  const envelope = readEnvelope(first)
  return envelope === undefined || envelope.laneId !== lane.laneId || envelope.epoch !== epoch
}

async function takeBatch(batch: Batch, entries: readonly unknown[]): Promise<UploadReply> {
  const { seq, hash } = await lockHead(batch)
  let head: Head = { seq, hash }
  for (const raw of entries) {
    const next = await take(batch, head, raw)
    if (next === undefined) break
    head = next
  }
  if (head.seq !== seq) await moveHead(batch, head)
  const hashes = entries.map((raw) => readEnvelope(raw)?.hash ?? '')
  const quarantined = await quarantinedAmong(batch.trx, batch.lane, batch.epoch, head.seq, hashes)
  return { head: { epoch: batch.epoch, ...head }, quarantined }
}

export function takeUpload(
  { db, clock, log }: Pick<ServerPorts, 'db' | 'clock' | 'log'>,
  lane: Lane,
  { epoch, entries }: Upload,
): Promise<Result<UploadReply, HttpRefusal>> {
  const nowMs = clock.nowMs()
  return db.transaction().execute(async (trx): Promise<Result<UploadReply, HttpRefusal>> => {
    const batch = { trx, log, lane, epoch, nowMs }
    if (epoch > lane.epoch) return unknownEpoch
    if (startsStrangely(batch, entries)) {
      log.alarm('UploadUnreadable', { laneId: lane.laneId, epoch })
      return strange
    }
    return ok(await takeBatch(batch, entries))
  })
}
