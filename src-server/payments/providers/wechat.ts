/**
 * WeChat Pay as a payment provider: its clients' calls under the machine's names. What the merchant has no keys for,
 * or was not given, is not offered.
 */

import { ok, type Result } from '../../../domain/result.ts'
import { type BillPorts, fetchBill } from '../../wechat/bills.ts'
import { createWechatClient, type WechatClient } from '../../wechat/client.ts'
import type { ExchangePorts } from '../../wechat/exchange.ts'
import { type FacePorts, openFaceTerminal } from '../../wechat/face.ts'
import { readNotification } from '../../wechat/notification.ts'
import { nativeOrderBody, refundBody } from '../../wechat/order-body.ts'
import { createV2Client, type V2ClientPorts } from '../../wechat/v2/client.ts'
import type {
  CodePayments,
  FaceOrder,
  FaceTerminals,
  OrderEvidence,
  PaymentProvider,
  ProviderFailure,
} from './provider.ts'
import { type CodeSettings, codesOverV2, codesOverV3 } from './wechat-code.ts'
import { evidenceOf, failureOf, mapped, refundEvidenceOf, withRefunds } from './wechat-words.ts'

/** What a merchant may have beside the plain QR. */
export interface WechatExtras {
  readonly codes?: CodeSettings
  /** Needed for payment codes over v2, and for faces. */
  readonly v2?: V2ClientPorts
  readonly face?: FacePorts
  readonly bills?: BillPorts
}

function codesOf(client: WechatClient, ports: ExchangePorts, extras: WechatExtras): CodePayments | undefined {
  const { codes, v2 } = extras
  if (codes?.over === 'v3') return codesOverV3(client, ports.keys, codes)
  return codes && v2 ? codesOverV2(createV2Client(v2), ports.keys, codes) : undefined
}

/** A payment code instead of a face's own token, where faces are charged like codes. */
const faceCodeType = ({ over, face }: CodeSettings): '0' | '1' =>
  over === 'v3' || face === 'asCode' ? '1' : '0'

/** What the SDK has to be told; the order is bound to the token where the token is not a payment code. */
function faceTerms(face: FacePorts, codes: CodeSettings, { outTradeNo, amountMinor }: FaceOrder) {
  const type = faceCodeType(codes)
  const order = type === '0' ? { out_trade_no: outTradeNo, total_fee: String(amountMinor) } : {}
  return { appid: face.appid, mch_id: face.mchid, store_id: codes.storeId, face_code_type: type, ...order }
}

const facesOf = (face: FacePorts, codes: CodeSettings): FaceTerminals => ({
  async openTerminal(terminal, order) {
    const opened = await openFaceTerminal(face, { ...terminal, storeId: codes.storeId })
    return mapped(opened, (authority) => ({ authority, terms: faceTerms(face, codes, order) }), failureOf)
  },
})

function queryOf(client: WechatClient, { v2, codes }: WechatExtras): PaymentProvider['query'] {
  const v2Client = v2 && createV2Client(v2)
  const faceClient = codes?.face === 'facepay' ? v2Client : undefined

  /** An order charged to a face is known at the face's own door only. */
  async function queryOrder(outTradeNo: string): Promise<Result<OrderEvidence, ProviderFailure>> {
    const known = mapped(await client.queryOrder(outTradeNo), evidenceOf, failureOf)
    const isElsewhere = !known.ok && known.error.kind === 'NotFound' && faceClient !== undefined
    return isElsewhere
      ? mapped(await faceClient.queryOrder('face', outTradeNo), evidenceOf, failureOf)
      : known
  }

  return async (outTradeNo) => {
    const order = await queryOrder(outTradeNo)
    const isUnclear = order.ok && order.value.kind === 'Paid' && order.value.givenBack === 'unclear'
    if (!isUnclear || v2Client === undefined) return order
    // The order only says that some went back; its refunds say how much.
    const refunds = await v2Client.queryRefunds(outTradeNo)
    const known = mapped(refunds, (back) => withRefunds(order.value, back), failureOf)
    // An order whose refunds are unknown is known all the same.
    return !known.ok && known.error.kind === 'NotFound' ? order : known
  }
}

/** `notifyUrl` is where the provider reaches this server. */
export function wechatProvider(
  ports: ExchangePorts,
  notifyUrl: string,
  extras: WechatExtras = {},
): PaymentProvider {
  const client = createWechatClient(ports)
  const { appid, mchid } = ports.keys
  const { bills, face } = extras
  const byCode = codesOf(client, ports, extras)

  return {
    language: 'zh-CN',
    ...(byCode && { byCode }),
    ...(face && byCode && extras.codes && { faces: facesOf(face, extras.codes) }),
    ...(bills && {
      bills: {
        fetchBill: async (day, kind) =>
          mapped(await fetchBill(bills, day, kind), (bytes) => bytes, failureOf),
      },
    }),
    orderBody: ({ outTradeNo, description, amountMinor, payableUntilMs }) =>
      nativeOrderBody({
        appid,
        mchid,
        outTradeNo,
        description,
        notifyUrl,
        amountFen: amountMinor,
        expiresAtMs: payableUntilMs,
      }),
    refundBody: ({ outRefundNo, outTradeNo, amountMinor, totalMinor, reason }) =>
      refundBody({
        outTradeNo,
        outRefundNo,
        reason,
        notifyUrl,
        refundFen: amountMinor,
        totalFen: totalMinor,
      }),
    create: async (body) => mapped(await client.createNative(body), (order) => order, failureOf),
    query: queryOf(client, extras),
    close: async (outTradeNo) => mapped(await client.closeOrder(outTradeNo), () => undefined, failureOf),
    refund: async (number, body) => mapped(await client.refund(number, body), refundEvidenceOf, failureOf),
    queryRefund: async (number) => mapped(await client.queryRefund(number), refundEvidenceOf, failureOf),
    readNotice(message) {
      const platformKeys = ports.renewal?.keyring ?? ports.keys.platformKeys
      const read = readNotification(message, { ...ports.keys, platformKeys }, ports.clock.nowMs())
      if (!read.ok) {
        // The provider sends it again soon; by then a key that is new to us has been fetched.
        if (read.error.kind === 'SerialUnknown') void ports.renewal?.renew()
        return read
      }
      return read.value.kind === 'TransactionReported'
        ? ok({ kind: 'order', id: read.value.id, evidence: evidenceOf(read.value.transaction) })
        : ok({ kind: 'refund', id: read.value.id, evidence: refundEvidenceOf(read.value.refund) })
    },
  }
}
