/**
 * Bugs put in on purpose, each between the product and one of its ports, to see that the judges would catch it: what
 * an adapter, a till or a tired developer might do. An honest run has none.
 */

import { err, ok } from '../../../domain/result.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { rules } from './judge.ts'
import type { Defect } from './street.ts'

interface SeededDefect {
  readonly does: string
  /** Among the rules it breaks. */
  readonly rule: string
  /** A street on which it was seen; the search begins there. */
  readonly seed: number
  /** Made anew for each street: what a bug remembers of one must not weaken it on the next. */
  readonly make: () => Defect
}

const provider = (change: (honest: PaymentProvider) => Partial<PaymentProvider>): Defect => ({
  provider: (honest) => ({ ...honest, ...change(honest) }),
})

const codes = (
  change: (honest: NonNullable<PaymentProvider['byCode']>) => Partial<NonNullable<PaymentProvider['byCode']>>,
): Defect => provider(({ byCode }) => (byCode ? { byCode: { ...byCode, ...change(byCode) } } : {}))

/** Every unpaid order is called closed. */
const callsOpenClosed = provider((honest) => ({
  async query(outTradeNo) {
    const answer = await honest.query(outTradeNo)
    return answer.ok && answer.value.kind === 'Unpaid'
      ? ok({ kind: 'Unpaid', outTradeNo, isClosed: true })
      : answer
  },
  readNotice: () => err({ kind: 'SignatureWrong' }),
}))

/** An ending that never was sent is called done, and the next question believes it. */
const neverEnds = (): Defect => {
  const ended = new Set<string>()
  return {
    provider: (honest) => ({
      ...honest,
      async close(outTradeNo) {
        ended.add(outTradeNo)
        return ok(undefined)
      },
      async query(outTradeNo) {
        return ended.has(outTradeNo)
          ? ok({ kind: 'Unpaid', outTradeNo, isClosed: true })
          : honest.query(outTradeNo)
      },
      readNotice: () => err({ kind: 'SignatureWrong' }),
    }),
  }
}

/** The same for charged codes. */
const neverReverses = (): Defect => {
  const ended = new Set<string>()
  return {
    provider: (honest) => ({
      ...honest,
      ...(honest.byCode && {
        byCode: {
          ...honest.byCode,
          async reverse(outTradeNo: string) {
            ended.add(outTradeNo)
            return ok('done' as const)
          },
        },
      }),
      async query(outTradeNo) {
        return ended.has(outTradeNo)
          ? ok({ kind: 'Unpaid', outTradeNo, isClosed: true })
          : honest.query(outTradeNo)
      },
    }),
  }
}

/** A charge not paid at once is called refused: whoever asks hears of none, and the wallet's message is turned away. */
const forgetsCharges = (): Defect => {
  const charged = new Set<string>()
  return {
    provider: (honest) => ({
      ...honest,
      ...(honest.byCode && {
        byCode: {
          ...honest.byCode,
          async charge(body: string, credential: Parameters<typeof honest.byCode.charge>[1]) {
            const answer = await honest.byCode?.charge(body, credential)
            if (answer?.ok && answer.value.kind === 'Paid') return answer
            charged.add(/P_[0-9a-f]{30}/.exec(body)?.[0] ?? '')
            return err({ kind: 'Refused', code: 'GONE', ending: 'refused' })
          },
        },
      }),
      async query(outTradeNo) {
        return charged.has(outTradeNo) ? err({ kind: 'NotFound' }) : honest.query(outTradeNo)
      },
      readNotice: () => err({ kind: 'SignatureWrong' }),
    }),
  }
}

/** "Enter your password" is taken for money. */
const takesAskingForMoney = codes((honest) => ({
  async charge(body, credential) {
    const answer = await honest.charge(body, credential)
    const fen = /"total":(\d+)/.exec(body) ?? /"total_fee":"?(\d+)/.exec(body)
    if (!answer.ok || answer.value.kind === 'Paid' || fen === null) return answer
    const { outTradeNo } = answer.value
    const amountMinor = Number(fen[1])
    return ok({
      kind: 'Paid',
      outTradeNo,
      transactionId: `T${outTradeNo}`,
      amountMinor,
      currency: 'CNY',
      paidAtMs: 1,
      givenBack: 'nothing',
    })
  },
}))

/** A refund is called made and never sent. */
const keepsMoneyOwed = provider(() => ({
  async refund(outRefundNo, body) {
    const outTradeNo = /P_[0-9a-f]{30}/.exec(body)?.[0] ?? ''
    const fen = /"refund":(\d+)/.exec(body)
    const yuan = /"refund_amount":"(\d+)\.(\d{2})"/.exec(body)
    const refundMinor = fen ? Number(fen[1]) : Number(`${yuan?.[1]}${yuan?.[2]}`)
    return ok({ outRefundNo, outTradeNo, refundMinor, state: 'success' })
  },
}))

/** Refunds are asked for and their answers never believed: the money is sent back under ever new numbers. */
const refundsUnderNewNumbers = (): Defect => {
  let count = 0
  return provider((honest) => ({
    async refund(outRefundNo, body) {
      count += 1
      await honest.refund(`${outRefundNo}${count}`, body.replaceAll(outRefundNo, `${outRefundNo}${count}`))
      return err({ kind: 'Unknown', reason: 'lost' })
    },
    queryRefund: async () => err({ kind: 'NotFound' }),
  }))
}

/** An orphan's money is called refunded already. */
const callsOrphansRefunded = provider((honest) => ({
  async query(outTradeNo) {
    const answer = await honest.query(outTradeNo)
    return answer.ok && answer.value.kind === 'Paid' ? ok({ ...answer.value, givenBack: 'all' }) : answer
  },
}))

/** The till takes a code on the screen for money in the till. */
const releasesTooEarly: Defect = {
  status: (status) =>
    status.state === 'inProgress' && status.awaits === 'scan'
      ? { state: 'paid', amountMinor: 1, transactionId: 'T', paidAtMs: 1 }
      : status,
}

/** The till takes an open question for an ending, and the shopper pays anew. */
const endsByDoubt: Defect = {
  status: (status) =>
    status.state === 'inProgress' && status.awaits === 'certainty'
      ? { state: 'ended', ending: 'unavailable' }
      : status,
}

/** Each request for a payment is one of its own. */
const repeatsUnderNewIds: Defect = {
  link(server) {
    let tries = 0
    return {
      ...server,
      async requestPayment(request) {
        tries += 1
        return server.requestPayment({
          ...request,
          paymentId: `${request.paymentId}-${tries}`,
          saleId: `${request.saleId}-${tries}`,
        })
      },
    }
  },
}

/** An order that was made is called paid when asked about. */
const takesOrdersForPaid = (): Defect => {
  const amounts = new Map<string, number>()
  return provider((honest) => ({
    async create(body) {
      const outTradeNo = /P_[0-9a-f]{30}/.exec(body)?.[0] ?? ''
      const fen = /"total":(\d+)/.exec(body)
      const yuan = /"total_amount":"(\d+)\.(\d{2})"/.exec(body)
      amounts.set(outTradeNo, fen ? Number(fen[1]) : Number(`${yuan?.[1]}${yuan?.[2]}`))
      return honest.create(body)
    },
    async query(outTradeNo) {
      const answer = await honest.query(outTradeNo)
      const amountMinor = amounts.get(outTradeNo)
      if (amountMinor === undefined || (answer.ok && answer.value.kind === 'Paid')) return answer
      const transactionId = `T${outTradeNo}`
      const paid = { outTradeNo, transactionId, amountMinor, currency: 'CNY', paidAtMs: 1 }
      return ok({ kind: 'Paid', ...paid, givenBack: 'nothing' })
    },
  }))
}

/** The judges must see every one of them. */
export const seededDefects: readonly SeededDefect[] = [
  { does: 'calls every open order closed', rule: rules.lost, seed: 1, make: () => callsOpenClosed },
  { does: 'ends no order and says it did', rule: rules.lost, seed: 2, make: neverEnds },
  { does: 'reverses no charge and says it did', rule: rules.lost, seed: 50, make: neverReverses },
  { does: 'forgets what it charged', rule: rules.lost, seed: 1, make: forgetsCharges },
  {
    does: 'takes a question for the password for money',
    rule: rules.unpaid,
    seed: 1,
    make: () => takesAskingForMoney,
  },
  { does: 'keeps money that it owes', rule: rules.lost, seed: 6, make: () => keepsMoneyOwed },
  { does: 'refunds under ever new numbers', rule: rules.rest, seed: 1, make: refundsUnderNewNumbers },
  // A person is called about each, so none is lost: it is the books that are wrong.
  { does: 'calls all money refunded', rule: rules.books, seed: 1, make: () => callsOrphansRefunded },
  {
    does: 'releases goods while the code is shown',
    rule: rules.unpaid,
    seed: 1,
    make: () => releasesTooEarly,
  },
  { does: 'ends a payment by doubt', rule: rules.lost, seed: 2, make: () => endsByDoubt },
  {
    does: 'asks for each payment under new names',
    rule: rules.unpaid,
    seed: 1,
    make: () => repeatsUnderNewIds,
  },
  { does: 'takes an order for its payment', rule: rules.unpaid, seed: 1, make: takesOrdersForPaid },
]
