/**
 * Alipay as a payment provider: its client's words turned into the machine's. A QR nobody has scanned is `NotFound`
 * and no failure. A QR's order is ended by `close`, which never moves money; a charge by `cancel`, which gives back
 * what was taken. A cancel that found nothing to end proves nothing.
 */

import * as v from 'valibot'
import { err, ok, present, type Result } from '../../../domain/result.ts'
import { fenOf } from '../../alipay/amount.ts'
import { billListOf } from '../../alipay/bill.ts'
import { type AlipayClient, createAlipayClient } from '../../alipay/client.ts'
import type { AlipayPorts } from '../../alipay/exchange.ts'
import type { CallFailure } from '../../alipay/failure.ts'
import { readNotification } from '../../alipay/notification.ts'
import { type AlipayOrder, payBody, precreateBody, refundBody } from '../../alipay/order-body.ts'
import { parseJson, type Trade } from '../../alipay/schema.ts'
import type { HttpDownload } from '../../wechat/ports.ts'
import type {
  BillKind,
  Bills,
  CodePayments,
  FaceTerminals,
  OrderEvidence,
  OrderRequest,
  PaymentProvider,
  ProviderFailure,
  RefundEvidence,
  Reversal,
} from './provider.ts'

const pollMs = 4_000
const confirmForMs = 60_000
/** The provider cancels no trade that is older. */
const reversibleForMs = 86_400_000

/** What the shopper can do about it: show a fresh code, or pay from elsewhere. */
const endings: ReadonlyMap<string, 'codeRefused' | 'noFunds'> = new Map([
  ['ACQ.PAYMENT_AUTH_CODE_INVALID', 'codeRefused'],
  ['ACQ.BUYER_BALANCE_NOT_ENOUGH', 'noFunds'],
  ['ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH', 'noFunds'],
  ['ACQ.ERROR_BALANCE_PAYMENT_DISABLE', 'noFunds'],
  ['ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE', 'noFunds'],
])

function failureOf(failure: CallFailure): ProviderFailure {
  if (failure.kind === 'OutcomeUnknown') return { kind: 'Unknown', reason: failure.reason.kind }
  switch (failure.refusal) {
    case 'adopt':
      return { kind: 'Settled' }
    case 'notFound':
      return { kind: 'NotFound' }
    case 'definite':
      return {
        kind: 'Refused',
        code: failure.subCode,
        ending: endings.get(failure.subCode) ?? 'refused',
      }
  }
}

function mapped<T, U>(result: Result<T, CallFailure>, map: (value: T) => U): Result<U, ProviderFailure> {
  return result.ok ? ok(map(result.value)) : err(failureOf(result.error))
}

/** A trade is closed when it ran out unpaid, and also when all of its money went back: the time of payment tells. */
function evidenceOf(trade: Trade, nowMs: number, isRefunded = false): OrderEvidence {
  const { outTradeNo, tradeNo, state, amountFen, currency, paidAtMs } = trade
  const isClosed = state === 'TRADE_CLOSED'
  const isUnpaid = state === 'WAIT_BUYER_PAY' || (isClosed && paidAtMs === undefined)
  if (isUnpaid) return { kind: 'Unpaid', outTradeNo, isClosed }
  return {
    kind: 'Paid',
    outTradeNo,
    transactionId: tradeNo,
    amountMinor: amountFen,
    currency,
    paidAtMs: paidAtMs ?? nowMs,
    givenBack: isClosed ? 'all' : isRefunded ? 'part' : 'nothing',
  }
}

const orderOf = (order: OrderRequest): AlipayOrder => ({
  outTradeNo: order.outTradeNo,
  subject: order.description,
  amountFen: order.amountMinor,
  payableUntilMs: order.payableUntilMs,
})

const numberedSchema = v.object({ out_trade_no: v.string() })
const refundSchema = v.object({ out_trade_no: v.string(), refund_amount: v.string() })

const numberIn = (body: string): string =>
  present(parseJson(numberedSchema, body), 'a kept body names its order').out_trade_no

/** A cancel that found nothing to end leaves open what is still on its way. */
async function reverse(client: AlipayClient, outTradeNo: string): Promise<Result<Reversal, ProviderFailure>> {
  const answer = await client.cancel(outTradeNo)
  if (!answer.ok) return err(failureOf(answer.error))
  if (answer.value.isToBeRepeated) return ok('askAgain')
  return answer.value.action === undefined ? err({ kind: 'NotFound' }) : ok('done')
}

/** What `close` says of a trade that waits for nobody any more: it is paid, or over. */
const pastClosing: ReadonlySet<string> = new Set([
  'ACQ.TRADE_STATUS_ERROR',
  'ACQ.REASON_TRADE_STATUS_INVALID',
])

async function close(client: AlipayClient, outTradeNo: string): Promise<Result<undefined, ProviderFailure>> {
  const answer = await client.close(outTradeNo)
  if (answer.ok) return ok(undefined)
  const { error } = answer
  const isPast =
    error.kind === 'OutcomeUnknown' &&
    error.reason.kind === 'CodeUnlisted' &&
    pastClosing.has(error.reason.subCode)
  return err(isPast ? { kind: 'Settled' } : failureOf(error))
}

const codePayments = (client: AlipayClient, { clock }: AlipayPorts): CodePayments => ({
  codeBody: (order) => payBody(orderOf(order)),
  async charge(body, { kind, value }) {
    const outTradeNo = numberIn(body)
    const scene = kind === 'face' ? 'security_code' : 'bar_code'
    return mapped(await client.pay(outTradeNo, body, scene, value), (charge) =>
      charge.kind === 'Paid'
        ? evidenceOf(charge.trade, clock.nowMs())
        : { kind: 'Unpaid', outTradeNo, isClosed: false },
    )
  },
  reverse: (outTradeNo) => reverse(client, outTradeNo),
  reverseAfterMs: 0,
  reversibleForMs,
  pollMs,
  confirmForMs,
})

async function refund(
  client: AlipayClient,
  outRefundNo: string,
  body: string,
): Promise<Result<RefundEvidence, ProviderFailure>> {
  const kept = present(parseJson(refundSchema, body), 'a kept refund names its order')
  const outTradeNo = kept.out_trade_no
  const refundMinor = present(fenOf(kept.refund_amount), 'a kept refund has its amount')
  // What a repetition answers says nothing of this number's own money: its query does.
  return mapped(await client.refund(outTradeNo, body), ({ hasMovedMoney }) => ({
    outRefundNo,
    outTradeNo,
    refundMinor,
    state: hasMovedMoney ? 'success' : 'processing',
  }))
}

async function queryRefund(
  client: AlipayClient,
  outRefundNo: string,
  outTradeNo: string,
): Promise<Result<RefundEvidence, ProviderFailure>> {
  const answer = await client.queryRefund(outTradeNo, outRefundNo)
  if (!answer.ok) return err(failureOf(answer.error))
  if (answer.value === undefined) return err({ kind: 'NotFound' })
  return ok({ outRefundNo, outTradeNo, refundMinor: answer.value.refundFen, state: 'success' })
}

const billTypes = { trade: 'trade', funds: 'signcustomer' } as const satisfies Record<BillKind, string>

const bills = (client: AlipayClient, download: HttpDownload): Bills => ({
  async fetchBill(day, kind) {
    const url = await client.billUrl(day, billTypes[kind])
    if (!url.ok) return err(failureOf(url.error))
    // The address is the provider's own, just given: it takes no signature, and lives for half a minute.
    const file = await download({ method: 'GET', url: url.value, headers: {}, body: '' })
    if (!file.ok) return err({ kind: 'Unknown', reason: file.error.kind })
    if (file.value.status !== 200) return err({ kind: 'Unknown', reason: 'BillAddressRefused' })
    const list = billListOf(file.value.bytes)
    return list.ok ? list : err({ kind: 'Unknown', reason: list.error.kind })
  },
})

const faces = (client: AlipayClient, method: string): FaceTerminals => ({
  openTerminal: async ({ rawData }) =>
    mapped(await client.openSmile(method, rawData), ({ zimId, initData }) => ({
      authority: initData,
      terms: { zim_id: zimId },
    })),
})

export interface AlipayParts extends AlipayPorts {
  readonly download: HttpDownload
  /** The method that opens face terminals, as the merchant was granted it; left out, none are opened. */
  readonly smileMethod?: string | undefined
}

/** `notifyUrl` is where the provider reaches this server. */
export function alipayProvider(ports: AlipayParts, notifyUrl: string): PaymentProvider {
  const client = createAlipayClient(ports, notifyUrl)
  const nowMs = () => ports.clock.nowMs()
  return {
    language: 'zh-CN',
    byCode: codePayments(client, ports),
    bills: bills(client, ports.download),
    ...(ports.smileMethod !== undefined && { faces: faces(client, ports.smileMethod) }),
    orderBody: (order) => precreateBody(orderOf(order), nowMs()),
    refundBody: ({ outRefundNo, outTradeNo, amountMinor, reason }) =>
      refundBody({ outTradeNo, outRequestNo: outRefundNo, refundFen: amountMinor, reason }),
    create: async (body) => mapped(await client.precreate(numberIn(body), body), (order) => order),
    query: async (outTradeNo) =>
      mapped(await client.query(outTradeNo), (trade) => evidenceOf(trade, nowMs())),
    close: (outTradeNo) => close(client, outTradeNo),
    refund: (outRefundNo, body) => refund(client, outRefundNo, body),
    queryRefund: (outRefundNo, outTradeNo) => queryRefund(client, outRefundNo, outTradeNo),
    noticeThanks: 'success',
    readNotice({ body }) {
      const read = readNotification(body, ports.keys)
      if (!read.ok) return read
      const { id, trade, isRefunded } = read.value
      return ok({ kind: 'order', id, evidence: evidenceOf(trade, nowMs(), isRefunded) })
    },
  }
}
