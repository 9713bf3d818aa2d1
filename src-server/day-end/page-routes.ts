/** The end-of-day pages' addresses: read by the office, resolved and closed under a badge and its PIN. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { sendRefusal } from '../http/refusal.ts'
import type { Tries } from '../http/tries.ts'
import { formMark, type Refused, reasonSchema } from '../office-pages/form.ts'
import { officePaths } from '../office-pages/frame.ts'
import { addForm, addPage, confidential, languageOf, sendPage } from '../office-pages/guard.ts'
import { officeWords } from '../office-pages/words.ts'
import type { ServerPorts } from '../ports.ts'
import { dayCsv } from './csv.ts'
import { daySchema } from './day.ts'
import { readCalls } from './goods-cases.ts'
import { readMatchedRows } from './matched.ts'
import { dayPage, daysPage, pathOfDay } from './page.ts'
import { firstAltered, lastReport, listReports } from './report.ts'
import { closeDay, dayUnknown, findingKeySchema, resolveFinding } from './sign-off.ts'

const daysShown = 62

const paramsSchema = v.object({ day: daySchema })

/** The day in the address; no day at all where what stands there is none. */
function askedDay({ params }: FastifyRequest): string {
  const asked = v.safeParse(paramsSchema, params)
  return asked.success ? asked.output.day : ''
}

export function addDayEndPages(app: FastifyInstance, ports: ServerPorts, tries: Tries): void {
  const { db } = ports
  const dayUrl = `${officePaths.dayEnd}/:day`
  const showDays = async (request: FastifyRequest, reply: FastifyReply, refusal?: string) => {
    const [days, altered] = [await listReports(db, daysShown), await firstAltered(db)]
    return sendPage(reply, daysPage({ days, altered, language: languageOf(request), refusal }))
  }
  const showDay = async (request: FastifyRequest, reply: FastifyReply, refused?: Refused) => {
    const language = languageOf(request)
    const stored = await lastReport(db, askedDay(request))
    if (stored === undefined) return showDays(request, reply.code(404), officeWords[language].dayUnknown)
    const altered = await firstAltered(db)
    const markOf = (path: string): string => formMark(ports, path)
    const calls = await readCalls(db, stored.report.findings)
    return sendPage(reply, dayPage({ stored, altered, calls, language, markOf, refused }))
  }
  addPage(app, ports, officePaths.dayEnd, (request, reply) => showDays(request, reply))
  addPage(app, ports, dayUrl, (request, reply) => showDay(request, reply))
  addPage(app, ports, `${dayUrl}/csv`, async (request, reply) => {
    const stored = await lastReport(db, askedDay(request))
    if (stored === undefined) return sendRefusal(reply, dayUnknown.error)
    const { report } = stored
    return confidential(reply, 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="scanway-${report.day}.csv"`)
      .send(dayCsv(report, await readMatchedRows(db, report.day), await readCalls(db, report.findings)))
  })
  const next = (request: FastifyRequest): string => pathOfDay(askedDay(request))
  addForm(app, ports, tries, {
    url: `${dayUrl}/resolve`,
    entries: { key: findingKeySchema, reason: reasonSchema },
    act: (fields, badge, request) => resolveFinding(ports, { ...fields, badge, day: askedDay(request) }),
    again: showDay,
    next,
  })
  addForm(app, ports, tries, {
    url: `${dayUrl}/close`,
    entries: {},
    act: (_, badge, request) => closeDay(ports, { badge, day: askedDay(request) }),
    again: showDay,
    next,
  })
}
