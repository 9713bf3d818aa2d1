/**
 * A recorded sale with what was given back of it. Amounts are those of the books: lines as charged, refunds as owed,
 * whether or not they have arrived.
 */

import type { Selectable } from 'kysely'
import * as v from 'valibot'
import type { RefundUnits } from '../../domain/refund.ts'
import type { PaidReceipt } from '../../domain/sale/decide-refund.ts'
import type { Database, SaleTable, Trx } from '../db/schema.ts'
import { recordedSale } from '../journal/recorded-sale.ts'

/** Units as a refund's row keeps them. */
const unitsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ lineId: v.string(), quantity: v.number() })),
)

/** What a refund's row says came back; nothing where it names an amount alone. */
export function unitsOf(lines: string | null): readonly RefundUnits[] {
  const parsed = v.safeParse(unitsSchema, lines)
  return parsed.success ? parsed.output : []
}

interface GivenBack {
  readonly minor: number
  readonly unitsByLine: ReadonlyMap<string, number>
}

export async function givenBack(db: Database | Trx, storeId: string, paymentId: string): Promise<GivenBack> {
  const refunds = await db
    .selectFrom('refund')
    .select(['amount_minor', 'lines'])
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .execute()
  const unitsByLine = new Map<string, number>()
  for (const { lineId, quantity } of refunds.flatMap(({ lines }) => unitsOf(lines))) {
    unitsByLine.set(lineId, (unitsByLine.get(lineId) ?? 0) + quantity)
  }
  return { minor: refunds.reduce((sum, { amount_minor }) => sum + amount_minor, 0), unitsByLine }
}

export async function refundableSale(db: Database | Trx, sale: Selectable<SaleTable>): Promise<PaidReceipt> {
  const { paid, priced, paymentId } = await recordedSale(db, sale)
  const { minor, unitsByLine } = await givenBack(db, sale.store_id, paymentId)
  return {
    saleId: paid.saleId,
    receiptNumber: paid.receiptNumber,
    wallet: paid.wallet,
    paidMinor: paid.amountMinor,
    refundedMinor: minor,
    lines: priced.lines.map(({ line, totalMinor }) => ({
      lineId: line.lineId,
      names: line.item.names,
      quantity: line.quantity,
      totalMinor,
      refundedQuantity: unitsByLine.get(line.lineId) ?? 0,
    })),
  }
}

/** `undefined` while the lane has not told of it. */
export async function refundableById(
  db: Database | Trx,
  storeId: string,
  saleId: string,
): Promise<PaidReceipt | undefined> {
  const sale = await db
    .selectFrom('sale')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .executeTakeFirst()
  return sale && refundableSale(db, sale)
}
