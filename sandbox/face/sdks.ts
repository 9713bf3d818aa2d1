/**
 * The words of the two SDKs inside the sandbox's face terminal: what each says of itself, of a seen face, and of what
 * went wrong. Written from the SDKs' descriptions and apart from the lane's driver, which it tries.
 */

import * as v from 'valibot'
import type { Provider } from '../wallet/shoppers.ts'

/** How a look ends without a face. */
export type LookEnd = 'cancelled' | 'otherWay' | 'unknownFace' | 'nobody' | 'broken'

/** What an SDK is asked, whatever its words. */
export type Asked =
  | { readonly kind: 'describe' }
  | { readonly kind: 'look'; readonly authority: string; readonly terms: Readonly<Record<string, string>> }
  | { readonly kind: 'stop' }

export interface Sdk {
  /** `undefined` for a call it does not have. */
  readonly read: (call: unknown) => Asked | undefined
  readonly account: (device: string) => object
  readonly face: (token: string, holder: string | undefined) => object
  readonly failure: (end: LookEnd) => object
}

const wechatCallSchema = v.variant('cmd', [
  v.object({ cmd: v.literal('getWxpayfaceRawdata'), version: v.literal('1'), now: v.string() }),
  v.objectWithRest(
    {
      cmd: v.literal('getWxpayfaceCode'),
      version: v.literal('1'),
      now: v.string(),
      authinfo: v.string(),
      face_authtype: v.literal('FACEPAY'),
    },
    v.string(),
  ),
  v.object({ cmd: v.literal('stopWxpayface'), version: v.literal('1'), now: v.string() }),
])

const wechatWords: Readonly<Record<LookEnd, string>> = {
  cancelled: 'USER_CANCEL',
  otherWay: 'SCAN_PAYMENT',
  unknownFace: 'ERROR',
  nobody: 'ERROR',
  broken: 'SYSTEMERROR',
}

const wechat: Sdk = {
  read(call) {
    const parsed = v.safeParse(wechatCallSchema, call)
    if (!parsed.success) return undefined
    switch (parsed.output.cmd) {
      case 'getWxpayfaceRawdata':
        return { kind: 'describe' }
      case 'getWxpayfaceCode':
        return { kind: 'look', authority: parsed.output.authinfo, terms: parsed.output }
      case 'stopWxpayface':
        return { kind: 'stop' }
    }
  },
  account: (device) => ({
    return_code: 'SUCCESS',
    return_msg: 'ok',
    rawdata: Buffer.from(`wxface ${device}`).toString('base64'),
  }),
  face: (token, holder) => ({ return_code: 'SUCCESS', return_msg: 'ok', face_code: token, openid: holder }),
  failure: (end) => ({ return_code: wechatWords[end], return_msg: end }),
}

const alipayCallSchema = v.variant('method', [
  v.object({ method: v.literal('zolozGetMetaInfo') }),
  v.object({
    method: v.literal('zolozVerify'),
    zimId: v.string(),
    params: v.object({ 'zim.init.resp': v.string() }),
  }),
  v.object({ method: v.literal('zolozStop') }),
])

const alipayWords: Readonly<Record<LookEnd, string>> = {
  cancelled: '1003',
  otherWay: '1005',
  unknownFace: '2006',
  nobody: '1004',
  broken: '1001',
}

const alipay: Sdk = {
  read(call) {
    const parsed = v.safeParse(alipayCallSchema, call)
    if (!parsed.success) return undefined
    switch (parsed.output.method) {
      case 'zolozGetMetaInfo':
        return { kind: 'describe' }
      case 'zolozVerify': {
        const { zimId, params } = parsed.output
        return { kind: 'look', authority: params['zim.init.resp'], terms: { zim_id: zimId } }
      }
      case 'zolozStop':
        return { kind: 'stop' }
    }
  },
  account: (device) => ({
    code: '1000',
    metainfo: JSON.stringify({ apdidToken: device, appName: 'demo', bioMetaInfo: '2.3.0:3,-4' }),
  }),
  face: (token) => ({ code: '1000', subCode: '', ftoken: token }),
  failure: (end) => ({ code: alipayWords[end], subCode: end }),
}

export const sdks: Readonly<Record<Provider, Sdk>> = { wechat, alipay }
