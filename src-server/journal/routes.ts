/** The journal's way in. The body's frame is checked here; its entries one by one by the intake. */

import { paths, uploadRequestSchema } from '../../domain/contract/wire.ts'
import { readBody } from '../http/body.ts'
import { sendResult } from '../http/refusal.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { takeUpload } from './intake.ts'

export function addJournalRoutes(ports: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.post(paths.journal, async (lane, request, reply) => {
    const body = readBody(uploadRequestSchema, request.body)
    return sendResult(reply, body.ok ? await takeUpload(ports, lane, body.value) : body)
  })
}
