/**
 * Bugs put in on purpose, each between the product and one of its ports, to see that the judges would catch it. An
 * honest run has none.
 */

import type { PaymentStatus } from '../../domain/contract/payment.ts'
import { err, ok } from '../../domain/result.ts'
import type { Catalogue, Journal, StoreServer } from '../../lane/ports.ts'
import type { PaymentProvider } from '../../src-server/payments/providers/provider.ts'
import type { Chance } from './chance.ts'

export interface Defect {
  readonly journal?: (journal: Journal, chance: Chance) => Journal
  readonly catalogue?: (catalogue: Catalogue) => Catalogue
  readonly link?: (server: StoreServer, chance: Chance) => StoreServer
  readonly provider?: (provider: PaymentProvider) => PaymentProvider
}

export const honest: Defect = {}

/** Says durable, and now and then never writes. */
const acknowledgesFirst: Defect = {
  journal: (journal, chance) => ({
    ...journal,
    append: (news, checkpoint) => (chance.is(0.05) ? ok(journal.head()) : journal.append(news, checkpoint)),
  }),
}

/** Drops the last fact of an input that makes two or more. */
const losesLastFact: Defect = {
  journal: (journal) => ({
    ...journal,
    append: (news, checkpoint) => journal.append(news.length > 1 ? news.slice(0, -1) : news, checkpoint),
  }),
}

/** Forgets, at a start, that a payment was under way. */
const forgetsPayment: Defect = {
  journal: (journal) => ({
    ...journal,
    recover() {
      const { checkpoint, tail } = journal.recover()
      return { checkpoint, tail: tail.filter(({ fact }) => !fact.kind.startsWith('Payment')) }
    },
  }),
}

/** Marks as uploaded what never left the lane. */
const marksUnsent: Defect = {
  link: (server, chance) => ({
    ...server,
    async upload(request) {
      const last = request.entries.at(-1)
      if (!last || !chance.is(0.2)) return server.upload(request)
      return ok({ head: { epoch: request.epoch, seq: last.seq, hash: last.hash }, quarantined: [] })
    },
  }),
}

/** Sends a payment's second request under an identity of its own. */
const repeatsUnderNewIds: Defect = {
  link(server) {
    const tries = new Map<string, number>()
    const idOf = (paymentId: string): string => `${paymentId}-${tries.get(paymentId) ?? 0}`
    return {
      ...server,
      requestPayment(request) {
        tries.set(request.paymentId, (tries.get(request.paymentId) ?? 0) + 1)
        return server.requestPayment({ ...request, paymentId: idOf(request.paymentId) })
      },
      paymentStatus: (paymentId) => server.paymentStatus(idOf(paymentId)),
      cancelPayment: (paymentId) => server.cancelPayment(idOf(paymentId)),
    }
  },
}

/** Takes a shown code for a paid one. */
const settlesWithoutEvidence: Defect = {
  link(server) {
    const amounts = new Map<string, number>()
    return {
      ...server,
      requestPayment(request) {
        amounts.set(request.paymentId, request.amountMinor)
        return server.requestPayment(request)
      },
      async paymentStatus(paymentId) {
        const answer = await server.paymentStatus(paymentId)
        const amountMinor = amounts.get(paymentId)
        if (!answer.ok || answer.value.state !== 'inProgress' || amountMinor === undefined) return answer
        const paid: PaymentStatus = {
          state: 'paid',
          amountMinor,
          transactionId: `T-${paymentId}`,
          paidAtMs: 1,
        }
        return ok(paid)
      },
    }
  },
}

/** Sells at the newest price and says it was the version before. */
const namesOldVersion: Defect = {
  catalogue: (catalogue) => ({
    ...catalogue,
    status() {
      const status = catalogue.status()
      return status && status.version > 1 ? { ...status, version: status.version - 1 } : status
    },
  }),
}

/** Writes the fact of a paid sale twice. */
const settlesTwice: Defect = {
  journal: (journal) => ({
    ...journal,
    append: (news, checkpoint) =>
      journal.append(
        news.flatMap((entry) => (entry.fact.kind === 'SalePaid' ? [entry, entry] : [entry])),
        checkpoint,
      ),
  }),
}

/** Lets anyone override: the sign-in leaves no fact. */
const leavesNoSignIn: Defect = {
  journal: (journal) => ({
    ...journal,
    append: (news, checkpoint) =>
      journal.append(
        news.map((entry) =>
          entry.fact.kind === 'AttendantSignedIn' ? { ...entry, fact: { kind: 'HelpCalled' } } : entry,
        ),
        checkpoint,
      ),
  }),
}

/** Believes that silence after closing an order means it is closed. */
const takesSilenceForClosed: Defect = {
  provider(provider) {
    const closed = new Set<string>()
    return {
      ...provider,
      async close(outTradeNo) {
        closed.add(outTradeNo)
        return err({ kind: 'Unknown', reason: 'never sent' })
      },
      async query(outTradeNo) {
        const answer = await provider.query(outTradeNo)
        return closed.has(outTradeNo) ? ok({ kind: 'Unpaid', outTradeNo, isClosed: true }) : answer
      },
      readNotice: () => err({ kind: 'SignatureWrong' }),
    }
  },
}

/** Says that a refund was made, and keeps the money. */
const keepsMoneyOwed: Defect = {
  provider: (provider) => ({
    ...provider,
    async refund(outRefundNo, body) {
      const order: { out_trade_no: string; amount: { refund: number } } = JSON.parse(body)
      const { out_trade_no: outTradeNo, amount } = order
      return ok({ outRefundNo, outTradeNo, refundMinor: amount.refund, state: 'success' })
    },
  }),
}

interface SeededDefect {
  readonly does: string
  /** Among the rules it breaks. */
  readonly rule: string
  readonly defect: Defect
}

/** The judges must see every one of them. */
export const seededDefects: readonly SeededDefect[] = [
  { does: 'acknowledges before the disk has it', rule: 'I8', defect: acknowledgesFirst },
  { does: 'loses the last fact of an input', rule: 'I8', defect: losesLastFact },
  { does: 'forgets a payment at a restart', rule: 'I8', defect: forgetsPayment },
  { does: 'marks as uploaded what was never sent', rule: 'I2', defect: marksUnsent },
  { does: 'repeats a payment under a new identity', rule: 'I4', defect: repeatsUnderNewIds },
  { does: 'settles without evidence', rule: 'I4', defect: settlesWithoutEvidence },
  { does: 'names another version of the catalogue', rule: 'I10', defect: namesOldVersion },
  { does: 'records a paid sale twice', rule: 'I2', defect: settlesTwice },
  { does: 'lets an attendant act without signing in', rule: 'I9', defect: leavesNoSignIn },
  { does: 'keeps money that it owes', rule: 'I5', defect: keepsMoneyOwed },
  { does: 'takes silence for a closed order', rule: 'I5', defect: takesSilenceForClosed },
]
