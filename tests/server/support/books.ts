/**
 * The intake's oracle: what the server's books must say when these sales, and no others, were made. It reads the
 * tables itself and knows nothing of how they were filled.
 */

import type { Database } from '../../../src-server/db/schema.ts'
import type { SaleScript } from './sales.ts'

/** Every way in which the books are wrong; none when they are right. */
export async function faultsOfBooks(db: Database, made: readonly SaleScript[]): Promise<readonly string[]> {
  const faults: string[] = []
  const sales = await db.selectFrom('sale').selectAll().execute()
  const expected = new Map(made.map((script) => [script.saleId, script]))
  for (const { saleId } of made) {
    const count = sales.filter((sale) => sale.sale_id === saleId).length
    if (count !== 1) faults.push(`${saleId} stands ${count} times`)
  }
  for (const sale of sales) {
    const script = expected.get(sale.sale_id)
    if (script === undefined) faults.push(`${sale.sale_id} was never made`)
    else if (sale.total_minor !== script.amountMinor) faults.push(`${sale.sale_id} has another total`)
  }
  const total = made.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const lines = await db.selectFrom('sale_line').select('total_minor as minor').execute()
  const payments = await db.selectFrom('sale_payment').select('amount_minor as minor').execute()
  const sumOf = (rows: readonly { minor: number }[]): number =>
    rows.reduce((sum, { minor }) => sum + minor, 0)
  if (sumOf(lines) !== total) faults.push('lines do not sum to the sales')
  if (sumOf(payments) !== total) faults.push('payments do not sum to the sales')
  const deltas = await db.selectFrom('stock_delta').select('quantity').execute()
  const sold = deltas.reduce((sum, { quantity }) => sum - quantity, 0)
  if (sold !== 3 * made.length) faults.push(`${sold} pieces left the stock instead of ${3 * made.length}`)
  return faults
}
