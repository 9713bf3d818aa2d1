/** What lanes ask about receipts that money is to be given back for. */

import { receiptFindSchema } from '../../domain/contract/refund.ts'
import { paths } from '../../domain/contract/wire.ts'
import { readBody } from '../http/body.ts'
import { sendRefusal } from '../http/refusal.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { findReceipts } from './find.ts'

export function addReceiptFindRoute({ db }: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.post(paths.receiptFind, async (lane, { body }, reply) => {
    const wanted = readBody(receiptFindSchema, body)
    if (!wanted.ok) return sendRefusal(reply, wanted.error)
    return reply.send({ sales: await findReceipts(db, lane.storeId, wanted.value) })
  })
}
