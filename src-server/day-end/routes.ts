/** The end of a day as the office asks for it by program: run it, read it, resolve what is open, close it. */

import * as v from 'valibot'
import { ok, type Result } from '../../domain/result.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { dayMs, daySchema, startOf } from './day.ts'
import { lastReport, type StoredReport } from './report.ts'
import { runDay } from './run.ts'
import { closeBody, closeDay, dayUnknown, resolveBody, resolveFinding } from './sign-off.ts'
import { billSourcesOf } from './sources.ts'

type Answer = Promise<Result<object, HttpRefusal>>

const dayBody = v.strictObject({ day: daySchema })

const notOver = refuse(409, 'DayNotOver', 'This day is not over yet.')

/** Before its bills are due a day may be run; it then says that they are missing. */
async function run(ports: ServerPorts, day: string): Promise<Result<StoredReport, HttpRefusal>> {
  if (ports.clock.nowMs() < startOf(day) + dayMs) return notOver
  return ok(await runDay(ports, billSourcesOf(ports), day))
}

async function read({ db }: ServerPorts, day: string): Promise<Result<StoredReport, HttpRefusal>> {
  const stored = await lastReport(db, day)
  return stored === undefined ? dayUnknown : ok(stored)
}

async function withBody<S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  act: (asked: v.InferOutput<S>) => Answer,
): Answer {
  const parsed = readBody(schema, body)
  return parsed.ok ? act(parsed.value) : parsed
}

/** What the office may post, by the last part of its path. */
export const officeDayEnd = (ports: ServerPorts): Readonly<Record<string, (body: unknown) => Answer>> => ({
  'day-end': (body) => withBody(dayBody, body, ({ day }) => read(ports, day)),
  'day-end/run': (body) => withBody(dayBody, body, ({ day }) => run(ports, day)),
  'day-end/resolve': (body) => withBody(resolveBody, body, (asked) => resolveFinding(ports, asked)),
  'day-end/close': (body) => withBody(closeBody, body, (asked) => closeDay(ports, asked)),
})
