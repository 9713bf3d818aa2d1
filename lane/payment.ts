/**
 * Follows the one payment of the open sale: asks for the order, watches it, and after leaving keeps asking until
 * the server knows for certain. It changes nothing itself; every answer becomes a command to the loop. A started
 * lane that finds a payment in its journal follows it from where it stood.
 */

import type { PaymentStatus } from '../domain/contract/wire.ts'
import type { Currency } from '../domain/money.ts'
import type { Result } from '../domain/result.ts'
import { unreachable } from '../domain/result.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { Payment, Sale } from '../domain/sale/sale.ts'
import type { Clock, LinkRefusal, Random, StoreServer } from './ports.ts'
import { createAlarm, type Repetition, repeat, type StepOutcome } from './schedule.ts'

/** Pause between questions about a payment. */
export const paymentPollMs = 1_500

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
  readonly submit: (command: SaleCommand) => void
}

type Answer = Result<PaymentStatus, LinkRefusal>

/** What a status means for a payment that is in this stage. */
function commandFor(payment: Payment, status: PaymentStatus, needs: Needs): SaleCommand | undefined {
  const { paymentId } = payment
  switch (status.state) {
    case 'paid': {
      const { amountMinor, transactionId, paidAtMs } = status
      const receiptToken = needs.random.id()
      return { kind: 'SettlePayment', paymentId, amountMinor, transactionId, paidAtMs, receiptToken }
    }
    case 'ended':
      return { kind: 'EndPayment', paymentId, ending: status.ending }
    case 'inProgress':
      if (payment.stage.kind !== 'requested' || status.codeUrl === null) return undefined
      return {
        kind: 'OfferPayment',
        paymentId,
        codeUrl: status.codeUrl,
        payableUntilMs: status.payableUntilMs,
        nowMs: needs.clock.nowMs(),
      }
    case 'notFound':
      return undefined
  }
  return unreachable(status)
}

function ask(
  payment: Payment,
  sale: { saleId: string; currency: Currency },
  server: StoreServer,
): Promise<Answer> {
  const { paymentId, wallet, amountMinor, stage } = payment
  switch (stage.kind) {
    case 'requested':
      return server.requestPayment({ paymentId, wallet, amountMinor, ...sale })
    case 'offered':
      return server.paymentStatus(paymentId)
    case 'leaving':
      return server.cancelPayment(paymentId)
  }
  return unreachable(stage)
}

export function followPayments(needs: Needs): PaymentFollower {
  const deadline = createAlarm(needs.clock)
  let followed: Payment | undefined
  let asking: Repetition | undefined

  function deadlineOf(payment: Payment): number | undefined {
    const { stage } = payment
    if (stage.kind === 'requested') return payment.requestedAtMs + paymentOrderWaitMs
    return stage.kind === 'offered' ? stage.expiresAtMs : undefined
  }

  function setDeadline(payment: Payment): void {
    const atMs = deadlineOf(payment)
    if (atMs === undefined) {
      deadline.clear()
      return
    }
    const waitMs = Math.max(0, atMs - needs.clock.nowMs())
    deadline.set(waitMs, () => needs.submit({ kind: 'LeavePayment', why: 'timeout' }))
  }

  /** A request the server turned down never became a payment; it is unwound like one, so that this is certain. */
  function turnedDown(payment: Payment): StepOutcome {
    if (payment.stage.kind !== 'requested') return 'failed'
    needs.submit({ kind: 'LeavePayment', why: 'timeout' })
    return 'done'
  }

  async function step(payment: Payment, sale: Sale): Promise<StepOutcome> {
    const { saleId, currency } = sale
    const answer = await ask(payment, { saleId, currency }, needs.server)
    if (followed !== payment) return 'done'
    if (!answer.ok) return answer.error.kind === 'Refused' ? turnedDown(payment) : 'failed'
    const command = commandFor(payment, answer.value, needs)
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
