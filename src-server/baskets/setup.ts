/** What a lane is told of unpaid baskets with its setup: what it may let go, and which of its own are settled. */

import type { LaneSetup } from '../../domain/contract/wire.ts'
import { parkedMax } from '../../domain/sale/sale.ts'
import type { Database } from '../db/schema.ts'
import type { Lane } from '../lanes/authenticate.ts'

export async function parkingOf(
  db: Database,
  { storeId, laneId }: Lane,
): Promise<Pick<LaneSetup, 'parking' | 'settledParked'>> {
  const policy = await db
    .selectFrom('parking_policy')
    .select(['per_sale_minor as perSaleMinor', 'total_minor as totalMinor'])
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  const settled = await db
    .selectFrom('suspended_basket')
    .select('sale_id')
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .where('state', 'in', ['paid', 'writtenOff'])
    .where('is_parked', '=', 1)
    .orderBy('ended_ms', 'desc')
    .limit(parkedMax)
    .execute()
  return {
    ...(policy && { parking: policy }),
    settledParked: settled.map(({ sale_id }) => sale_id),
  }
}
