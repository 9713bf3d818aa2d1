/** The payment pages' addresses: the queue for a person with its forms, the search, and the story of each payment. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { resolveGoods } from '../day-end/sign-off.ts'
import type { Tries } from '../http/tries.ts'
import { formMark, type Refused, reasonSchema } from '../office-pages/form.ts'
import { officePaths } from '../office-pages/frame.ts'
import { addForm, addPage, languageOf, sendPage } from '../office-pages/guard.ts'
import { officeWords } from '../office-pages/words.ts'
import { numberSchema, settleByPerson, settleEntries } from '../payments/person-queue.ts'
import { release } from '../payments/release.ts'
import { refundWordEntries, settleRefund } from '../payments/settle-refund.ts'
import type { Turns } from '../payments/turns.ts'
import type { ServerPorts } from '../ports.ts'
import { openCases, settledCases } from './cases.ts'
import { findPayments } from './find.ts'
import { deskPage, goodsPath, refundPath, releasePath, settlePath } from './page.ts'
import { readStory } from './story.ts'
import { storyPage } from './story-page.ts'

const paramsSchema = v.object({ number: numberSchema })

/** What somebody typed or pasted; whatever is longer is no number of ours. */
const querySchema = v.object({
  find: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64))),
})

/** Said on the page that has the search. */
const unknownNumber = (request: FastifyRequest): Refused => ({
  says: officeWords[languageOf(request)].numberUnknown,
  path: officePaths.payments,
  fields: {},
})

export function addPaymentPages(app: FastifyInstance, ports: ServerPorts, turns: Turns, tries: Tries): void {
  const { db } = ports
  const showDesk = async (request: FastifyRequest, reply: FastifyReply, refused?: Refused) => {
    const query = v.safeParse(querySchema, request.query)
    const asked = query.success ? query.output.find : undefined
    const page = deskPage({
      open: await openCases(db),
      settled: await settledCases(db),
      search: asked === undefined ? undefined : { asked, found: await findPayments(db, asked) },
      language: languageOf(request),
      markOf: (path) => formMark(ports, path),
      refused,
    })
    return sendPage(reply, page)
  }
  /** Whatever is done or refused is shown on the desk. */
  const onDesk = { again: showDesk, next: () => officePaths.payments }
  addPage(app, ports, officePaths.payments, showDesk)
  addPage(app, ports, `${officePaths.payments}/:number`, async (request, reply) => {
    const asked = v.safeParse(paramsSchema, request.params)
    const story = asked.success ? await readStory(db, asked.output.number) : undefined
    if (story === undefined) return showDesk(request, reply.code(404), unknownNumber(request))
    return sendPage(reply, storyPage(story, languageOf(request)))
  })
  addForm(app, ports, tries, {
    url: releasePath,
    entries: { number: numberSchema },
    act: ({ number }, badge) => release(ports, turns, { number, by: badge }),
    ...onDesk,
  })
  addForm(app, ports, tries, {
    url: refundPath,
    entries: { ...refundWordEntries, reason: reasonSchema },
    act: ({ number, as, reason }, badge) =>
      settleRefund(ports, turns, { number, as, by: badge, note: reason }),
    ...onDesk,
  })
  addForm(app, ports, tries, {
    url: goodsPath,
    entries: { number: numberSchema, reason: reasonSchema },
    act: ({ number, reason }, badge) => resolveGoods(ports, { number, reason, badge }),
    ...onDesk,
  })
  addForm(app, ports, tries, {
    url: settlePath,
    entries: { ...settleEntries, reason: reasonSchema },
    act: ({ number, why, reason }, badge) => settleByPerson(ports, { number, why, by: badge, note: reason }),
    ...onDesk,
  })
}
