/** The end-of-day pages' addresses. They read and show; nothing is changed by a page. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { Language } from '../../domain/item.ts'
import { sendRefusal } from '../http/refusal.ts'
import { mayReadPages, pageChallenge } from '../office/authority.ts'
import type { ServerPorts } from '../ports.ts'
import { pageLanguage } from '../receipt/language.ts'
import { dayCsv } from './csv.ts'
import { daySchema } from './day.ts'
import { readMatchedRows } from './matched.ts'
import { dayPage, daysPage, pagesPath } from './page.ts'
import { firstAltered, lastReport, listReports, type StoredReport } from './report.ts'
import { dayUnknown } from './sign-off.ts'
import { contentSecurityPolicy } from './style.ts'

const daysShown = 62

const paramsSchema = v.object({ day: daySchema })
const querySchema = v.object({ lang: v.optional(v.unknown()) })

const officeOnly = {
  status: 401,
  error: 'OfficeOnly',
  message: 'Only the office may read this, from this machine, with its token as password.',
}

const languageOf = ({ query, headers }: FastifyRequest): Language =>
  pageLanguage(v.parse(querySchema, query).lang, headers['accept-language'])

function closed(reply: FastifyReply, type: string): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
}

const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  closed(reply, 'text/html; charset=utf-8').header('vary', 'accept-language').send(page)

export function addDayEndPages(app: FastifyInstance, ports: ServerPorts): void {
  const { db } = ports
  const add = (
    url: string,
    show: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): void => {
    app.get(url, async (request, reply) => {
      if (mayReadPages(ports, request)) return show(request, reply)
      return sendRefusal(reply.header('www-authenticate', pageChallenge), officeOnly)
    })
  }
  const ofDay = async (
    { params }: FastifyRequest,
    reply: FastifyReply,
    show: (stored: StoredReport) => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    const asked = v.safeParse(paramsSchema, params)
    const stored = asked.success ? await lastReport(db, asked.output.day) : undefined
    return stored === undefined ? sendRefusal(reply, dayUnknown.error) : show(stored)
  }
  add(pagesPath, async (request, reply) =>
    sendPage(reply, daysPage(await listReports(db, daysShown), await firstAltered(db), languageOf(request))),
  )
  add(`${pagesPath}/:day`, (request, reply) =>
    ofDay(request, reply, async (stored) =>
      sendPage(reply, dayPage(stored, await firstAltered(db), languageOf(request))),
    ),
  )
  add(`${pagesPath}/:day/csv`, (request, reply) =>
    ofDay(request, reply, async ({ report }) =>
      closed(reply, 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="scanway-${report.day}.csv"`)
        .send(dayCsv(report, await readMatchedRows(db, report.day))),
    ),
  )
}
