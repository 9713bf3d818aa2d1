/** The lane's question about a numbered pack, and what the office sets: rules, recalls, packs that came back. */

import * as v from 'valibot'
import { packStatusRequestSchema, paths } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import { recallSchema, ruleIdSchema, sellingRulesSchema } from '../../domain/rules/sale-rules.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse, sendRefusal } from '../http/refusal.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { packStatus, returnPack } from './packs.ts'
import { beginRecall, setRules, withdrawRecall } from './rules.ts'

export function addPackRoutes({ db }: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.post(paths.packs, async (lane, request, reply) => {
    const body = readBody(packStatusRequestSchema, request.body)
    return body.ok
      ? reply.send(await packStatus(db, lane.storeId, body.value))
      : sendRefusal(reply, body.error)
  })
}

const storeId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

const rulesBody = v.strictObject({ storeId, rules: sellingRulesSchema })
const recallBody = v.strictObject({ storeId, recall: recallSchema })
const withdrawBody = v.strictObject({ storeId, recallId: ruleIdSchema })
const packBody = v.strictObject({ storeId, ...packStatusRequestSchema.entries })

type Answer = Promise<Result<object, HttpRefusal>>

/** Reads a body that names a store, and does something for a store there is. */
async function forStore<S extends v.GenericSchema<unknown, { readonly storeId: string }>>(
  { db }: ServerPorts,
  schema: S,
  body: unknown,
  act: (asked: v.InferOutput<S>) => Answer,
): Answer {
  const parsed = readBody(schema, body)
  if (!parsed.ok) return parsed
  const known = await db
    .selectFrom('store')
    .select('store_id')
    .where('store_id', '=', parsed.value.storeId)
    .executeTakeFirst()
  return known ? act(parsed.value) : refuse(404, 'StoreUnknown', 'There is no store of this name.')
}

/** What the office may post, by the last part of its path. */
export const officeRules = (ports: ServerPorts): Readonly<Record<string, (body: unknown) => Answer>> => {
  const { db, clock } = ports
  return {
    rules: (body) =>
      forStore(ports, rulesBody, body, async (asked) => {
        await setRules(db, asked.storeId, asked.rules, clock.nowMs())
        return ok({ set: true })
      }),
    recalls: (body) =>
      forStore(ports, recallBody, body, (asked) =>
        beginRecall(db, asked.storeId, asked.recall, clock.nowMs()),
      ),
    'recalls/withdraw': (body) =>
      forStore(ports, withdrawBody, body, (asked) =>
        withdrawRecall(db, asked.storeId, asked.recallId, clock.nowMs()),
      ),
    'packs/return': (body) =>
      forStore(ports, packBody, body, (asked) => returnPack(db, asked.storeId, asked, clock.nowMs())),
  }
}
