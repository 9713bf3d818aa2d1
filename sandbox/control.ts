/**
 * `/ctl/*`: the hand of a test or a demonstrator inside the payment platforms. Reads the true ledger, arms faults,
 * moves the clock. The store never calls this; real platforms have no such door.
 */

import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { faultClasses } from './faults/classes.ts'
import { type Faults, faultSchema } from './faults/faults.ts'
import type { LedgerEntry } from './ledger.ts'
import type { SandboxClock } from './ports.ts'

const advanceMsMax = 366 * 86_400_000

const advanceSchema = v.strictObject({
  advance: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(advanceMsMax)),
})

const wireEntry = (entry: LedgerEntry) => ({
  amount: entry.amountFen,
  state: entry.state,
  captured: entry.capturedFen,
  refunded: entry.refundedFen,
  events: entry.events.map(({ atMs, kind, amountFen }) => ({ at_ms: atMs, kind, amount: amountFen })),
})

const badRequest = (issues: readonly v.BaseIssue<unknown>[]) => ({
  refusal: { kind: 'BadRequest', message: issues.map((issue) => issue.message).join('; ') },
})

export interface ControlPorts {
  readonly clock: SandboxClock
  readonly faults: Faults
  /** Of all platforms together. */
  readonly ledger: () => readonly LedgerEntry[]
}

export function addControl(app: FastifyInstance, { clock, faults, ledger }: ControlPorts): void {
  app.get('/ctl/ledger', async () => ({
    orders: Object.fromEntries(ledger().map((entry) => [entry.outTradeNo, wireEntry(entry)])),
  }))

  app.get('/ctl/faults', async () => ({ faults: faults.list() }))

  app.get('/ctl/faults/classes', async () => faultClasses)

  app.post('/ctl/faults', async (request, reply) => {
    const parsed = v.safeParse(faultSchema, request.body)
    if (!parsed.success) return reply.code(400).send(badRequest(parsed.issues))
    const armed = faults.arm(parsed.output)
    return armed.ok ? reply.code(201).send(armed.value) : reply.code(409).send({ refusal: armed.error })
  })

  app.delete('/ctl/faults', async (_request, reply) => {
    faults.clear()
    return reply.code(204).send()
  })

  app.get('/ctl/clock', async () => ({ now_ms: clock.nowMs() }))

  app.post('/ctl/clock', async (request, reply) => {
    const parsed = v.safeParse(advanceSchema, request.body)
    if (!parsed.success) return reply.code(400).send(badRequest(parsed.issues))
    clock.advance(parsed.output.advance)
    return { now_ms: clock.nowMs() }
  })
}
