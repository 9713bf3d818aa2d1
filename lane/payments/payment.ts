/**
 * Follows the one payment of the open sale: asks for the order, watches it, and after leaving keeps asking until
 * the server knows for certain. It changes nothing itself; every answer becomes a command to the loop. A started
 * lane that finds a payment in its journal follows it from where it stood.
 */

import type { PayerCode } from '../../domain/code/scan.ts'
import type { PaymentStatus } from '../../domain/contract/payment.ts'
import type { Result } from '../../domain/result.ts'
import { unreachable } from '../../domain/result.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import { paymentWaitMs } from '../../domain/sale/decide-payment.ts'
import type { Payment, Sale } from '../../domain/sale/sale.ts'
import { coveredMinor } from '../../domain/sale/tenders.ts'
import type { Clock, LinkRefusal, Random, StoreServer } from '../ports.ts'
import { createAlarm, type Repetition, repeat, type StepOutcome } from '../schedule.ts'
import type { PayerCodes } from './payer-code.ts'

/** Pause between questions about a payment. */
const paymentPollMs = 1_500

/** How long an order may take to be made before the lane stops waiting for its QR. */
export const paymentOrderWaitMs = 25_000

export interface PaymentFollower {
  /** Called after every change of state; idempotent. */
  follow(sale: Sale | undefined): void
  stop(): void
}

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly server: StoreServer
  readonly codes: PayerCodes
  readonly submit: (command: SaleCommand) => void
}

type Answer = Result<PaymentStatus, LinkRefusal>

type InProgress = Extract<PaymentStatus, { readonly state: 'inProgress' }>

/** News of a payment that is not over: a QR to show, a password to wait for, or an answer that nobody has yet. */
function progressOf(payment: Payment, status: InProgress, nowMs: number): SaleCommand | undefined {
  const { paymentId, stage, method } = payment
  const { codeUrl, payableUntilMs, awaits, reference } = status
  if (stage.kind === 'leaving') return undefined
  const isNews = stage.kind !== 'confirming' || stage.awaits !== awaits
  if (awaits === 'certainty' || (awaits === 'password' && method !== 'qr')) {
    const untilMs = Math.min(nowMs + paymentWaitMs, payableUntilMs)
    return isNews ? { kind: 'AwaitPayment', paymentId, awaits, untilMs, reference } : undefined
  }
  if (stage.kind !== 'requested' || codeUrl === null) return undefined
  return { kind: 'OfferPayment', paymentId, codeUrl, payableUntilMs, nowMs, reference }
}

/** Charged to what the shopper shows. */
const isByCode = ({ method }: Payment): boolean => method === 'code' || method === 'face'

/** The server never heard of it, and what it was to be charged to is gone: it ends, and the shopper is asked anew. */
const isCodeLost = (payment: Payment, { codes }: Needs): boolean =>
  isByCode(payment) && payment.stage.kind === 'requested' && codes.credentialOf(payment) === undefined

/** What a status means for a payment that is in this stage. */
function commandFor(payment: Payment, status: PaymentStatus, needs: Needs): SaleCommand | undefined {
  const { paymentId } = payment
  switch (status.state) {
    case 'paid': {
      const { amountMinor, transactionId, paidAtMs } = status
      const receiptToken = needs.random.id()
      return { kind: 'SettlePayment', paymentId, amountMinor, transactionId, paidAtMs, receiptToken }
    }
    case 'ended': {
      const { reference, isReturning } = status
      const ending = payment.method === 'cover' ? 'notCovered' : status.ending
      return { kind: 'EndPayment', paymentId, ending, reference, isReturning }
    }
    case 'inProgress':
      return progressOf(payment, status, needs.clock.nowMs())
    case 'notFound':
      return isCodeLost(payment, needs) ? { kind: 'LeavePayment', why: 'freshCode' } : undefined
  }
  return unreachable(status)
}

type SaleKey = Pick<Sale, 'saleId' | 'currency' | 'tenders'>

/** Which other tenders the amount leaves out; the server holds it against what it holds. */
const splitOf = ({ amountMinor }: Payment, { tenders }: SaleKey) => ({
  totalMinor: amountMinor + coveredMinor(tenders),
  tenderIds: tenders.map(({ tenderId }) => tenderId),
})

/** A code goes out with its request alone. Without it, after a crash, the request is asked about and never repeated. */
async function request(
  payment: Payment,
  sale: SaleKey,
  credential: PayerCode | undefined,
  server: StoreServer,
): Promise<Answer> {
  const { paymentId, wallet, amountMinor } = payment
  const { saleId, currency, tenders } = sale
  const split = splitOf(payment, sale)
  if (wallet === undefined) return server.requestCover({ paymentId, saleId, currency, ...split })
  if (isByCode(payment) && !credential) return server.paymentStatus(paymentId)
  const order = { paymentId, wallet, amountMinor, saleId, currency, ...(tenders.length > 0 && { split }) }
  return server.requestPayment(credential ? { ...order, credential } : order)
}

function ask(payment: Payment, sale: SaleKey, { server, codes }: Needs): Promise<Answer> {
  const { paymentId, stage } = payment
  switch (stage.kind) {
    case 'requested':
      return request(payment, sale, codes.credentialOf(payment), server)
    case 'offered':
    case 'confirming':
      return server.paymentStatus(paymentId)
    case 'leaving':
      return server.cancelPayment(paymentId)
  }
  return unreachable(stage)
}

/** When the lane stops waiting by itself; never while only the provider can say how it ends. */
function deadlineOf(payment: Payment): number | undefined {
  const { stage } = payment
  switch (stage.kind) {
    case 'requested':
      return payment.requestedAtMs + paymentOrderWaitMs
    case 'offered':
      return stage.expiresAtMs
    case 'confirming':
      return stage.awaits === 'password' ? stage.untilMs : undefined
    case 'leaving':
      return undefined
  }
  return unreachable(stage)
}

export function followPayments(needs: Needs): PaymentFollower {
  const deadline = createAlarm(needs.clock)
  let followed: Payment | undefined
  let asking: Repetition | undefined

  function setDeadline(payment: Payment): void {
    const atMs = deadlineOf(payment)
    if (atMs === undefined) {
      deadline.clear()
      return
    }
    // A wall clock that was set back must not lengthen the wait.
    const longestMs = payment.stage.kind === 'requested' ? paymentOrderWaitMs : paymentWaitMs
    const waitMs = Math.min(Math.max(0, atMs - needs.clock.nowMs()), longestMs)
    deadline.set(waitMs, () => needs.submit({ kind: 'LeavePayment', why: 'timeout' }))
  }

  /** A request the server turned down never became a payment; it is unwound like one, so that this is certain. */
  function turnedDown(payment: Payment): StepOutcome {
    if (payment.stage.kind !== 'requested') return 'failed'
    needs.submit({ kind: 'LeavePayment', why: 'timeout' })
    return 'done'
  }

  async function step(payment: Payment, sale: Sale): Promise<StepOutcome> {
    const answer = await ask(payment, sale, needs)
    if (followed !== payment) return 'done'
    if (!answer.ok) return answer.error.kind === 'Refused' ? turnedDown(payment) : 'failed'
    const command = commandFor(payment, answer.value, needs)
    if (isByCode(payment)) needs.codes.drop()
    if (command) needs.submit(command)
    return followed === payment ? 'pause' : 'done'
  }

  function stop(): void {
    asking?.stop()
    asking = undefined
    deadline.clear()
    followed = undefined
  }

  return {
    follow(sale) {
      const payment = sale?.payment
      if (payment === followed) return
      stop()
      if (!sale || !payment) return
      followed = payment
      setDeadline(payment)
      asking = repeat(needs, paymentPollMs, () => step(payment, sale))
    },
    stop,
  }
}
