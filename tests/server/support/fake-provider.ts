/**
 * A payment provider with buttons: it keeps its own books of orders and money, answers as told, and can be made to
 * lose requests, lose answers, refuse, or be paid at any moment. Its books are the oracle of the payment tests.
 */

import { err, ok, type Result } from '../../../domain/result.ts'
import type {
  CodePayments,
  FaceTerminals,
  Notice,
  OrderEvidence,
  PaidEvidence,
  PaymentProvider,
  ProviderFailure,
  RefundEvidence,
  Reversal,
  SignedMessage,
} from '../../../src-server/payments/providers/provider.ts'

interface Order {
  readonly body: string
  readonly amountMinor: number
  readonly payableUntilMs: number
  state: 'open' | 'closed' | 'paid' | 'back'
  /** The wallet gave up on it, and it stands open all the same. */
  hasFailed?: boolean
  transactionId?: string
  /** Given back at the provider's own pages. */
  givenBack?: PaidEvidence['givenBack']
}

type Call = 'openTerminal' | 'create' | 'query' | 'close' | 'refund' | 'queryRefund' | 'charge' | 'reverse'
type Fault = 'loseRequest' | 'loseAnswer' | 'refuse' | 'askAgain'

const unknown = err<ProviderFailure>({ kind: 'Unknown', reason: 'TransportFailed' })

export interface FakeProvider extends PaymentProvider {
  readonly orders: Map<string, Order>
  readonly refunds: Map<string, { readonly body: string; readonly amountMinor: number }>
  readonly calls: string[]
  /** The next calls of a kind go wrong in this way, one each. */
  fail(call: Call, ...faults: readonly Fault[]): void
  /** Runs just before the next call of a kind takes effect. */
  before(call: Call, run: () => void): void
  pay(outTradeNo: string): void
  /** What happens to codes from here on: paid at once, a password asked, or refused. */
  charges: 'pay' | 'ask' | 'codeRefused' | 'noFunds'
  /** The codes that arrived, in order, and whose faces were told with them. */
  readonly codes: string[]
  readonly holders: (string | undefined)[]
  noticeOf(outTradeNo: string, changes?: Partial<Extract<OrderEvidence, { kind: 'Paid' }>>): SignedMessage
}

/** Codes charged and reversed, in the same books. */
function createCodeBooks(
  orders: Map<string, Order>,
  evidence: (outTradeNo: string) => Result<OrderEvidence, ProviderFailure>,
) {
  function charge(body: string, as: FakeProvider['charges']): Result<OrderEvidence, ProviderFailure> {
    const { outTradeNo, amountMinor, payableUntilMs } = JSON.parse(body)
    if (orders.has(outTradeNo)) return err({ kind: 'Settled' })
    if (as === 'codeRefused' || as === 'noFunds') return err({ kind: 'Refused', code: as, ending: as })
    const transactionId = `T${outTradeNo}`
    orders.set(outTradeNo, {
      body,
      amountMinor,
      payableUntilMs,
      state: as === 'pay' ? 'paid' : 'open',
      transactionId,
    })
    return evidence(outTradeNo)
  }

  function reverse(outTradeNo: string): Result<Reversal, ProviderFailure> {
    const order = orders.get(outTradeNo)
    if (order === undefined) return err({ kind: 'NotFound' })
    order.state = order.state === 'paid' || order.state === 'back' ? 'back' : 'closed'
    return ok('done')
  }

  return { charge, reverse }
}

/** Orders and refunds as the provider has them; nobody else writes here. */
function createBooks(nowMs: () => number) {
  const orders = new Map<string, Order>()
  const refunds = new Map<string, { body: string; amountMinor: number }>()

  function givenBackOf(outTradeNo: string, order: Order | undefined): PaidEvidence['givenBack'] {
    if (order?.givenBack !== undefined) return order.givenBack
    const isBack =
      order?.state === 'back' || [...refunds.values()].some(({ body }) => body.includes(outTradeNo))
    return isBack ? 'all' : 'nothing'
  }

  const paidEvidence = (outTradeNo: string, order: Order | undefined) => ({
    kind: 'Paid' as const,
    outTradeNo,
    transactionId: order?.transactionId ?? '',
    amountMinor: order?.amountMinor ?? 0,
    currency: 'CNY',
    paidAtMs: nowMs(),
    givenBack: givenBackOf(outTradeNo, order),
  })

  function evidence(outTradeNo: string): Result<OrderEvidence, ProviderFailure> {
    const order = orders.get(outTradeNo)
    if (order === undefined) return err({ kind: 'NotFound' })
    if (order.state === 'open' || order.state === 'closed') {
      const hasFailed = order.hasFailed === true
      return ok({ kind: 'Unpaid', outTradeNo, isClosed: order.state === 'closed', hasFailed })
    }
    return ok(paidEvidence(outTradeNo, order))
  }

  function create(body: string): Result<{ codeUrl: string }, ProviderFailure> {
    const { outTradeNo, amountMinor, payableUntilMs } = JSON.parse(body)
    const known = orders.get(outTradeNo)
    if (known !== undefined && (known.body !== body || known.state !== 'open'))
      return err({ kind: 'Settled' })
    if (known === undefined) orders.set(outTradeNo, { body, amountMinor, payableUntilMs, state: 'open' })
    return ok({ codeUrl: `weixin://wxpay/bizpayurl?pr=${outTradeNo}` })
  }

  function close(outTradeNo: string): Result<undefined, ProviderFailure> {
    const order = orders.get(outTradeNo)
    if (order === undefined) return err({ kind: 'NotFound' })
    if (order.state === 'paid') return err({ kind: 'Settled' })
    order.state = 'closed'
    return ok(undefined)
  }

  function refundEvidence(outRefundNo: string): Result<RefundEvidence, ProviderFailure> {
    const refund = refunds.get(outRefundNo)
    if (refund === undefined) return err({ kind: 'NotFound' })
    const outTradeNo = JSON.parse(refund.body).outTradeNo
    return ok({ outRefundNo, outTradeNo, refundMinor: refund.amountMinor, state: 'success' })
  }

  function refund(outRefundNo: string, body: string): Result<RefundEvidence, ProviderFailure> {
    const known = refunds.get(outRefundNo)
    if (known !== undefined && known.body !== body) return err({ kind: 'Refused', code: 'ParameterRefused' })
    // By its number it is refunded once, however often it is sent.
    if (!known) refunds.set(outRefundNo, { body, amountMinor: JSON.parse(body).amountMinor })
    return refundEvidence(outRefundNo)
  }

  const byCode = createCodeBooks(orders, evidence)
  return { orders, refunds, paidEvidence, evidence, create, close, ...byCode, refund, refundEvidence }
}

/** The way to the provider and back, on which things get lost as told. */
function createWay() {
  const faults = new Map<Call, Fault[]>()
  const hooks = new Map<Call, () => void>()
  const calls: string[] = []
  async function call<T>(kind: Call, about: string, act: () => Result<T, ProviderFailure>) {
    calls.push(`${kind} ${about}`)
    const fault = faults.get(kind)?.shift()
    if (fault === 'loseRequest') return unknown
    if (fault === 'refuse') return err<ProviderFailure>({ kind: 'Refused', code: 'MerchantRefused' })
    const hook = hooks.get(kind)
    hooks.delete(kind)
    hook?.()
    const answer = act()
    return fault === 'loseAnswer' ? unknown : answer
  }
  return { faults, hooks, calls, call }
}

export function createFakeProvider(nowMs: () => number): FakeProvider {
  const books = createBooks(nowMs)
  const { faults, hooks, calls, call } = createWay()
  let notices = 0
  const codes: string[] = []
  const holders: (string | undefined)[] = []
  const faces: FaceTerminals = {
    openTerminal: ({ deviceId, rawData }, { outTradeNo }) =>
      call('openTerminal', deviceId, () =>
        ok({ authority: `authority for ${rawData}`, terms: { out_trade_no: outTradeNo } }),
      ),
  }
  const byCode: CodePayments = {
    codeBody: (order) => JSON.stringify(order),
    charge(body, { value, holder }) {
      codes.push(value)
      holders.push(holder)
      return call('charge', body, () => books.charge(body, provider.charges))
    },
    async reverse(number) {
      const isSlow = faults.get('reverse')?.[0] === 'askAgain'
      const answer = await call('reverse', number, () => books.reverse(number))
      return isSlow && answer.ok ? ok('askAgain') : answer
    },
    reverseAfterMs: 15_000,
    reversibleForMs: 7 * 86_400_000,
    pollMs: 5_000,
    confirmForMs: 45_000,
  }
  const provider: FakeProvider = {
    language: 'zh-CN',
    byCode,
    faces,
    charges: 'pay',
    codes,
    holders,
    orders: books.orders,
    refunds: books.refunds,
    calls,
    fail: (kind, ...list) => void faults.set(kind, [...list]),
    before: (kind, run) => void hooks.set(kind, run),
    pay(outTradeNo) {
      const order = books.orders.get(outTradeNo)
      if (order?.state === 'open') Object.assign(order, { state: 'paid', transactionId: `T${outTradeNo}` })
    },
    noticeOf(outTradeNo, changes = {}) {
      const paid = books.paidEvidence(outTradeNo, books.orders.get(outTradeNo))
      const notice = { kind: 'order', id: `notice-${++notices}`, evidence: { ...paid, ...changes } }
      return { headers: { 'x-fake-signature': 'good' }, body: JSON.stringify(notice) }
    },
    orderBody: (order) => JSON.stringify(order),
    refundBody: (refund) => JSON.stringify(refund),
    create: (body) => call('create', body, () => books.create(body)),
    query: (number) => call('query', number, () => books.evidence(number)),
    close: (number) => call('close', number, () => books.close(number)),
    refund: (number, body) => call('refund', number, () => books.refund(number, body)),
    queryRefund: (number) => call('queryRefund', number, () => books.refundEvidence(number)),
    readNotice({ headers, body }): Result<Notice, { readonly kind: string }> {
      if (headers['x-fake-signature'] !== 'good') return err({ kind: 'SignatureWrong' })
      return ok(JSON.parse(body))
    },
  }
  return provider
}
