/**
 * The door to the office's pages: shown to the office alone, in the reader's language, kept by no cache. What a form
 * asks for is done under a proven badge, and then shown by the page itself; what is refused is said on the page.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { Language } from '../../domain/item.ts'
import type { Result } from '../../domain/result.ts'
import { type HttpRefusal, sendRefusal } from '../http/refusal.ts'
import type { Tries } from '../http/tries.ts'
import { mayReadPages, pageChallenge } from '../office/authority.ts'
import { nothing } from '../pages/html.ts'
import { pageLanguage } from '../pages/language.ts'
import type { ServerPorts } from '../ports.ts'
import { type Refused, readForm, refusedForm } from './form.ts'
import { officePage, officePaths } from './frame.ts'
import { proveStaff } from './staff.ts'
import { contentSecurityPolicy } from './style.ts'
import { officeWords } from './words.ts'

const querySchema = v.object({ lang: v.optional(v.unknown()) })

const officeOnly = {
  status: 401,
  error: 'OfficeOnly',
  message: 'Only the office may read this, from this machine, with its token as password.',
}

export const languageOf = ({ query, headers }: FastifyRequest): Language =>
  pageLanguage(v.parse(querySchema, query).lang, headers['accept-language'])

/** An answer for the office's eyes: not to be kept, framed or run. */
export function confidential(reply: FastifyReply, type: string): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
}

export const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  confidential(reply, 'text/html; charset=utf-8').header('vary', 'accept-language').send(page)

/** Said on a page to people, who see it where they give no password, and by name to programs. */
function turnAway(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!request.headers.accept?.includes('text/html')) return sendRefusal(reply, officeOnly)
  const language = languageOf(request)
  const address = officePaths.payments
  const { tabs, officeOnly: refusal } = officeWords[language]
  const page = officePage({
    language,
    address,
    tab: 'payments',
    title: tabs.payments,
    content: nothing,
    refusal,
  })
  return sendPage(reply.code(officeOnly.status), page)
}

type Show = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

function addGuarded(
  app: FastifyInstance,
  ports: ServerPorts,
  method: 'GET' | 'POST',
  url: string,
  show: Show,
): void {
  app.route({
    method,
    url,
    handler: async (request, reply) => {
      if (mayReadPages(ports, request)) return show(request, reply)
      return turnAway(request, reply.header('www-authenticate', pageChallenge))
    },
  })
}

export const addPage = (app: FastifyInstance, ports: ServerPorts, url: string, show: Show): void =>
  addGuarded(app, ports, 'GET', url, show)

export interface FormRoute<E extends v.ObjectEntries> {
  readonly url: string
  readonly entries: E
  readonly act: (
    fields: v.InferOutput<v.StrictObjectSchema<E, undefined>>,
    badge: string,
    request: FastifyRequest,
  ) => Promise<Result<unknown, HttpRefusal>>
  /** The page whose form it is, with what was sent and why it was not done. */
  readonly again: (request: FastifyRequest, reply: FastifyReply, refused: Refused) => Promise<FastifyReply>
  /** Where to look at what was done. */
  readonly next: (request: FastifyRequest) => string
}

export function addForm<E extends v.ObjectEntries>(
  app: FastifyInstance,
  ports: ServerPorts,
  tries: Tries,
  { url, entries, act, again, next }: FormRoute<E>,
): void {
  addGuarded(app, ports, 'POST', url, async (request, reply) => {
    const [path = ''] = request.url.split('?')
    const form = readForm(ports, path, entries, request.body)
    const proven = form.ok ? await proveStaff(ports, tries, form.value) : form
    const acted = form.ok && proven.ok ? await act(form.value.fields, form.value.badge, request) : proven
    if (acted.ok) return reply.redirect(`${next(request)}?lang=${languageOf(request)}`, 303)
    const { status, error, message } = acted.error
    const says = officeWords[languageOf(request)].refusals[error] ?? message
    return again(request, reply.code(status), refusedForm(path, request.body, says))
  })
}
