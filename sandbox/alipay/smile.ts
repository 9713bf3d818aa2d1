/**
 * `zoloz.authentication.smilepay.initialize` opens one look into a face terminal's camera; the terminal then shows
 * what it was lent, with the face it saw, and gets the `fp` token.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FaceLook, LookRefusal, SeenFace } from '../wallet/platform.ts'
import { newFileToken, newTraceId } from './ids.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { done } from './reply.ts'
import { readContent } from './request-schema.ts'

const lookLivesMs = 300_000

/** The terminal's own account of itself: an object with something in it. */
const metaInfoSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((info) => Object.keys(info).length > 0, 'biz_content'),
)

export const smileInitialize: Method = {
  name: 'zoloz.authentication.smilepay.initialize',
  api: 'alipay_smile',
  v3: { api: 'alipay_v3_smile', verbs: ['POST'] },
  handle({ random, terminals }, { content }) {
    const parsed = readContent(metaInfoSchema, content)
    if (!parsed.ok) return parsed.error
    const zim_id = newTraceId(random)
    const zim_init_client_data = newFileToken(random)
    terminals.open('alipay', `${zim_id} ${zim_init_client_data}`, lookLivesMs)
    return done({ zim_id, zim_init_client_data })
  },
}

export function seeSmile(
  { terminals, shoppers }: AlipayGatewayPorts,
  { user, authority, terms }: FaceLook,
): Result<SeenFace, LookRefusal> {
  if (terms['zim_id'] === undefined) return err({ kind: 'TermsRefused' })
  const isOpen = terminals.isOpen('alipay', `${terms['zim_id']} ${authority}`)
  if (!isOpen) return err({ kind: 'AuthorityUnknown' })
  return ok({ token: shoppers.mintFace('alipay', user, 'word').code })
}
