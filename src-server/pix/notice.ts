/**
 * The bank's message that a charge was paid or money was returned. Its seal is checked over the bytes before they are
 * read: a keyed hash in a header, because the connection that would vouch for it ends before this program.
 */

import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SignedMessage } from '../payments/providers/provider.ts'
import { noticeSchema, type PixPayment } from './schema.ts'

const sealHeader = 'x-pix-hmac-sha256'

export interface PixNoticeRefusal {
  readonly kind: 'SealMissing' | 'SealWrong' | 'NoticeMalformed' | 'SeveralPayments'
}

const refused = (kind: PixNoticeRefusal['kind']) => err<PixNoticeRefusal>({ kind })

export function readPixNotice(
  { headers, body }: SignedMessage,
  secret: string,
): Result<PixPayment, PixNoticeRefusal> {
  const seal = headers[sealHeader]
  if (seal === undefined || !/^[0-9a-f]{64}$/.test(seal)) return refused('SealMissing')
  const expected = createHmac('sha256', secret).update(body).digest()
  if (!timingSafeEqual(Buffer.from(seal, 'hex'), expected)) return refused('SealWrong')
  const notice = parseJson(noticeSchema, body)
  if (!notice.ok) return refused('NoticeMalformed')
  const [payment, ...others] = notice.value.pix
  if (payment === undefined) return refused('NoticeMalformed')
  // One message is one step of one payment; what is not heard here is found by asking.
  return others.length === 0 ? ok(payment) : refused('SeveralPayments')
}
