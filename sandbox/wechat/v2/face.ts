/**
 * `POST /face/get_wxpayface_authinfo` opens a face terminal's SDK for an hour; afterwards the terminal itself shows
 * what it was lent, with the face it saw, and gets a token that only this merchant's order can be charged to.
 */

import { err, ok, type Result } from '../../../domain/result.ts'
import type { FaceLook, LookRefusal, SeenFace } from '../../wallet/platform.ts'
import { newNonce } from '../ids.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { V2Endpoint } from './endpoint.ts'
import { succeeded } from './reply.ts'
import { authInfoSchema, readFields } from './request-schema.ts'

const expiresInSeconds = 3_600

export const authInfo: V2Endpoint = {
  api: 'v2_authinfo',
  url: '/face/get_wxpayface_authinfo',
  handle({ random, terminals }, words) {
    const read = readFields(authInfoSchema, words)
    if (!read.ok) return read.error
    const authinfo = newNonce(random) + newNonce(random)
    terminals.open('wechat', authinfo, expiresInSeconds * 1_000)
    return succeeded({ authinfo, expires_in: String(expiresInSeconds) })
  },
}

/** The same user, the same openid, as one merchant sees it. */
const openidOf = (user: string): string => `o_${Buffer.from(user).toString('base64url')}`

/** `0`: a word for the face's own interface, good for the one order that was named. `1`: a payment code. */
const codeTypes: readonly string[] = ['0', '1']

export function seeFace(
  { terminals, shoppers, keys }: WechatGatewayPorts,
  { user, authority, terms }: FaceLook,
): Result<SeenFace, LookRefusal> {
  if (!terminals.isOpen('wechat', authority)) return err({ kind: 'AuthorityUnknown' })
  const { appid, mch_id, face_code_type: codeType = '0', out_trade_no: number } = terms
  const isOurs = appid === keys.appid && mch_id === keys.mchid && terms['store_id'] !== undefined
  const isNamed = codeType === '1' || (number !== undefined && terms['total_fee'] !== undefined)
  if (!isOurs || !isNamed || !codeTypes.includes(codeType)) return err({ kind: 'TermsRefused' })
  const { code } =
    codeType === '1'
      ? shoppers.mintFace('wechat', user, 'code')
      : shoppers.mintFace('wechat', user, 'word', number)
  return ok({ token: code, holder: openidOf(user) })
}
