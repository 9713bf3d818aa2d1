/**
 * The receipt's address, as printed and shown as a QR. A well-formed token that is not known yet may be a lane that
 * has not uploaded: the page looks again by itself, so many times and no more.
 */

import type { FastifyInstance, FastifyReply } from 'fastify'
import * as v from 'valibot'
import { pageLanguage } from '../pages/language.ts'
import type { ServerPorts } from '../ports.ts'
import { findReceipt } from './find.ts'
import { missingPage, receiptPage, waitingPage } from './page.ts'
import { contentSecurityPolicy } from './style.ts'

export const looksMax = 40
const lookEverySeconds = 3

/** Where the stores of the first release are. */
const timeZone = 'Asia/Shanghai'

const tokenSchema = v.object({ token: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{20,64}$/)) })

const querySchema = v.object({
  lang: v.optional(v.unknown()),
  look: v.fallback(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)), 0),
})

function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('x-robots-tag', 'noindex, nofollow')
    .header('vary', 'accept-language')
    .send(page)
}

export function addReceiptRoutes(app: FastifyInstance, ports: ServerPorts): void {
  app.get('/r/:token', async (request, reply) => {
    const { lang, look } = v.parse(querySchema, request.query)
    const language = pageLanguage(lang, request.headers['accept-language'])
    const params = v.safeParse(tokenSchema, request.params)
    if (!params.success) return sendPage(reply, 404, missingPage(language))
    const { token } = params.output
    const found = await findReceipt(ports, token, language)
    if (found !== undefined) return sendPage(reply, 200, receiptPage(found, timeZone))
    if (look >= looksMax) return sendPage(reply, 404, missingPage(language))
    const url = `/r/${token}?lang=${language}&look=${look + 1}`
    return sendPage(reply, 202, waitingPage(language, { seconds: lookEverySeconds, url }))
  })
}
