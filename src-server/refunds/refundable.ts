/**
 * A recorded sale with what was given back of it. Amounts are those of the books: lines as charged less what coupons
 * took off, refunds as owed, whether or not they have arrived.
 */

import type { Selectable } from 'kysely'
import { paidInMoney } from '../../domain/refund-shares.ts'
import type { PaidReceipt } from '../../domain/sale/decide-refund.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { SaleTable } from '../db/tables/journal.ts'
import { recordedSale } from '../journal/recorded-sale.ts'
import { paidMoney, refundsOfSale, type SaleRefund, unitsOf } from './given.ts'

export interface RefundableReceipt extends PaidReceipt {
  /** What coupons took off. */
  readonly couponsMinor: number
}

function unitsByLine(refunds: readonly SaleRefund[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>()
  for (const { lineId, quantity } of refunds.flatMap(({ lines }) => unitsOf(lines))) {
    units.set(lineId, (units.get(lineId) ?? 0) + quantity)
  }
  return units
}

export async function refundableSale(
  db: Database | Trx,
  sale: Selectable<SaleTable>,
): Promise<RefundableReceipt> {
  const { paid, priced } = await recordedSale(db, sale)
  const refunds = await refundsOfSale(db, sale)
  const money = await paidMoney(db, sale, paid.amountMinor, refunds)
  const couponsMinor = priced.totalMinor - money.paidMinor
  const totals = priced.lines.map(({ totalMinor }) => totalMinor)
  const paidMinors = paidInMoney(totals, couponsMinor)
  const returned = unitsByLine(refunds)
  return {
    saleId: paid.saleId,
    receiptNumber: paid.receiptNumber,
    ...(paid.wallet && { wallet: paid.wallet }),
    ...money,
    couponsMinor,
    lines: priced.lines.map(({ line, totalMinor }, at) => ({
      lineId: line.lineId,
      names: line.item.names,
      quantity: line.quantity,
      totalMinor: paidMinors[at] ?? totalMinor,
      refundedQuantity: returned.get(line.lineId) ?? 0,
    })),
  }
}

/** `undefined` while the lane has not told of it. */
export async function refundableById(
  db: Database | Trx,
  storeId: string,
  saleId: string,
): Promise<RefundableReceipt | undefined> {
  const sale = await db
    .selectFrom('sale')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .executeTakeFirst()
  return sale && refundableSale(db, sale)
}
