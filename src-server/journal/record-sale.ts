/**
 * Writes a sale's rows exactly once, in the transaction that stored its `SalePaid`. The money is checked against
 * what the provider's evidence made of the payment; a sale that does not agree is set aside whole, never in part.
 */

import { gtinToKey } from '../../domain/code/retail-code.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FactOf } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import type { Log } from '../log.ts'
import { recordPacks } from '../rules/packs.ts'
import { areCaptured } from '../tenders/captured.ts'
import { findCover } from '../tenders/cover.ts'
import type { QuarantineReason } from './quarantine.ts'
import { type DerivedSale, deriveSale } from './sale.ts'
import { firstSeqOf, type SalePlace, saleEntries } from './sale-entries.ts'
import { stockTaken } from './stock.ts'

type Checked<T> = Result<T, QuarantineReason>

/** What cards and coupons paid for whole. */
async function checkCover(
  trx: Trx,
  { storeId, laneId }: SalePlace,
  { paid, paymentId, priced }: DerivedSale,
): Promise<Checked<undefined>> {
  const cover = await findCover(trx, storeId, paymentId)
  if (cover === undefined) return err('PaymentUnknown')
  const agrees =
    cover.sale_id === paid.saleId &&
    cover.lane_id === laneId &&
    cover.amount_minor === priced.totalMinor &&
    cover.currency === paid.currency &&
    cover.number === paid.transactionId
  return agrees ? ok(undefined) : err('PaymentDiffers')
}

async function checkPayment(
  trx: Trx,
  { storeId, laneId }: SalePlace,
  { paid, paymentId }: DerivedSale,
): Promise<Checked<undefined>> {
  const attempt = await trx
    .selectFrom('payment_attempt')
    .select(['state', 'sale_id', 'lane_id', 'amount_minor', 'currency', 'transaction_id'])
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()
  if (attempt === undefined) return err('PaymentUnknown')
  if (attempt.state !== 'succeeded') return err('PaymentNotPaid')
  const agrees =
    attempt.sale_id === paid.saleId &&
    attempt.lane_id === laneId &&
    attempt.amount_minor === paid.amountMinor &&
    attempt.currency === paid.currency &&
    attempt.transaction_id === paid.transactionId
  return agrees ? ok(undefined) : err('PaymentDiffers')
}

/** Whether the sale row was new; its unique keys are the gate for everything else. */
async function insertSale(trx: Trx, place: SalePlace, firstSeq: number, sale: DerivedSale, nowMs: number) {
  const { paid, priced } = sale
  const inserted = await trx
    .insertInto('sale')
    .values({
      store_id: place.storeId,
      sale_id: paid.saleId,
      lane_id: place.laneId,
      epoch: place.epoch,
      first_seq: firstSeq,
      paid_seq: place.paidSeq,
      payment_id: sale.paymentId,
      receipt_number: paid.receiptNumber,
      receipt_token: paid.receiptToken,
      currency: paid.currency,
      pieces: priced.pieces,
      total_minor: priced.totalMinor,
      tax_minor: priced.taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
      paid_at_ms: paid.paidAtMs,
      received_ms: nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sale_id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function insertPayment(
  trx: Trx,
  { storeId }: SalePlace,
  { paid, paymentId }: DerivedSale,
): Promise<void> {
  if (paid.wallet === undefined) return
  await trx
    .insertInto('sale_payment')
    .values({
      store_id: storeId,
      payment_id: paymentId,
      sale_id: paid.saleId,
      wallet: paid.wallet,
      amount_minor: paid.amountMinor,
      transaction_id: paid.transactionId,
      paid_at_ms: paid.paidAtMs,
    })
    .execute()
}

async function insertLines(trx: Trx, { storeId }: SalePlace, { paid, priced }: DerivedSale): Promise<void> {
  if (priced.lines.length === 0) return
  const saleKey = { store_id: storeId, sale_id: paid.saleId }
  await trx
    .insertInto('sale_line')
    .values(
      priced.lines.map(({ line, unitMinor, totalMinor, savedMinor }, position) => ({
        ...saleKey,
        line_id: line.lineId,
        position,
        gtin_key: gtinToKey(line.item.gtin),
        quantity: line.quantity,
        unit_minor: unitMinor,
        total_minor: totalMinor,
        saved_minor: savedMinor,
        tax_basis_points: line.item.taxBasisPoints,
        override_reason: line.override?.reason ?? null,
        override_badge: line.override?.badge ?? null,
      })),
    )
    .execute()
  await trx
    .insertInto('stock_delta')
    .values(
      priced.lines.map(({ line }) => ({
        ...saleKey,
        line_id: line.lineId,
        gtin_key: gtinToKey(line.item.gtin),
        quantity: -stockTaken(line),
        at_ms: paid.paidAtMs,
      })),
    )
    .execute()
}

/** The sale is recorded, or the reason why a person must look at it. */
export async function recordSale(
  { trx, log }: { readonly trx: Trx; readonly log: Log },
  place: SalePlace,
  saleId: string,
  fact: FactOf<'SalePaid'>,
  nowMs: number,
): Promise<Checked<undefined>> {
  const firstSeq = await firstSeqOf(trx, place, saleId)
  if (firstSeq === undefined) return err('SaleNotStarted')
  const entries = await saleEntries(trx, place, firstSeq)
  if (!entries.ok) return entries
  const sale = deriveSale(entries.value, fact)
  if (!sale.ok) return sale
  const check = sale.value.paid.wallet === undefined ? checkCover : checkPayment
  const payment = await check(trx, place, sale.value)
  if (!payment.ok) return payment
  if (!(await areCaptured(trx, place.storeId, sale.value.paid))) return err('TendersDiffer')
  const isNew = await insertSale(trx, place, firstSeq, sale.value, nowMs)
  if (!isNew) return err('SaleAlreadyKnown')
  await insertPayment(trx, place, sale.value)
  await insertLines(trx, place, sale.value)
  await recordPacks(trx, log, place.storeId, sale.value.paid)
  return ok(undefined)
}
