/** What a lane is told of its own money that came too late and returns by itself, with how far each refund is. */

import { type Orphans, orphansPath } from '../../domain/contract/orphan.ts'
import type { RefundState } from '../../domain/payment/refund.ts'
import type { FactOf } from '../../domain/sale/fact.ts'
import { orphansKeptMax } from '../../domain/sale/sale.ts'
import { walletRefunds } from '../db/refund-joins.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'

/** Whoever paid is long gone after this. */
export const orphansToldMs = 86_400_000

const stages: Readonly<Record<RefundState, FactOf<'OrphanReported'>['stage']>> = {
  pending: 'returning',
  processing: 'returning',
  success: 'returned',
  stuck: 'needsPerson',
  paidOut: 'returned',
  void: 'needsPerson',
}

async function orphansOf({ db, clock }: Pick<ServerPorts, 'db' | 'clock'>, lane: Lane): Promise<Orphans> {
  const sinceMs = clock.nowMs() - orphansToldMs
  const rows = await walletRefunds(db)
    .select([
      'refund.payment_id as paymentId',
      'payment_attempt.sale_id as saleId',
      'payment_attempt.wallet as wallet',
      'refund.amount_minor as amountMinor',
      'refund.out_trade_no as reference',
      'refund.state as state',
    ])
    .where('refund.store_id', '=', lane.storeId)
    .where('refund.kind', '=', 'orphan')
    // A refund may be owed days after its payment; that it is no older finds it by the index.
    .where('refund.created_ms', '>', sinceMs)
    .where('payment_attempt.created_ms', '>', sinceMs)
    .where('payment_attempt.lane_id', '=', lane.laneId)
    .orderBy('refund.created_ms', 'desc')
    .orderBy('refund.out_refund_no')
    .limit(orphansKeptMax)
    .execute()
  const orphans = rows.map(({ state, ...orphan }) => ({ ...orphan, stage: stages[state] })).toReversed()
  return { orphans }
}

export function addOrphanRoute(ports: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.get(orphansPath, async (lane, _request, reply) => reply.send(await orphansOf(ports, lane)))
}
