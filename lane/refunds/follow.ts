/**
 * Follows the refunds that were asked for here until the server says how they ended. The same request goes out under
 * the same id until it is answered, across crashes: the server gives back once. It decides nothing by itself.
 */

import type { RefundStatus } from '../../domain/contract/refund.ts'
import type { Result } from '../../domain/result.ts'
import { unreachable } from '../../domain/result.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import { type RefundFailure, refundFailures } from '../../domain/sale/fact.ts'
import { isOpenRefund, type LaneRefund, type LaneState } from '../../domain/sale/sale.ts'
import type { Clock, LinkRefusal, Random, StoreServer } from '../ports.ts'
import { type Repetition, repeat, type StepOutcome } from '../schedule.ts'

/** Pause between questions about what is on its way. */
const refundPollMs = 3_000

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly server: StoreServer
  readonly state: () => LaneState
  readonly submit: (command: SaleCommand) => void
}

export interface RefundFollower {
  /** Called after every change of state; idempotent. */
  follow(state: LaneState): void
  stop(): void
}

type Answer = Result<RefundStatus, LinkRefusal>

function send(refund: LaneRefund, server: StoreServer) {
  const { refundId, saleId, amountMinor, lines, cards, reason, badge } = refund
  const units = lines.map(({ lineId, quantity }) => ({ lineId, quantity }))
  const toCards = cards?.map(({ tenderId, amountMinor }) => ({ tenderId, amountMinor }))
  return server.requestRefund({
    refundId,
    saleId,
    amountMinor,
    lines: units,
    cards: toCards ?? [],
    reason,
    badge,
  })
}

async function ask(refund: LaneRefund, server: StoreServer): Promise<Answer> {
  if (refund.stage === 'requested') return send(refund, server)
  const known = await server.refundStatus(refund.refundId)
  return known.ok && known.value.state === 'notFound' ? send(refund, server) : known
}

/** A no that the server would repeat; any other, as of a clock that is off, says nothing about the refund. */
function failureOf(error: string): RefundFailure | undefined {
  if (error === 'RefundDiffers' || error === 'BodyRefused') return 'Refused'
  return refundFailures.find((failure) => failure === error)
}

function commandFor({ refundId }: LaneRefund, status: RefundStatus): SaleCommand | undefined {
  switch (status.state) {
    case 'notFound':
      return undefined
    case 'inProgress':
      return { kind: 'AcceptRefund', refundId, reference: status.reference }
    case 'refunded':
      return { kind: 'SettleRefund', refundId, reference: status.reference }
    case 'needsPerson':
      return { kind: 'FailRefund', refundId, why: 'NeedsPerson', reference: status.reference }
    case 'void':
      return { kind: 'FailRefund', refundId, why: 'Refused' }
  }
  return unreachable(status)
}

export function followRefunds(needs: Needs): RefundFollower {
  const { server, submit } = needs
  let asking: Repetition | undefined
  let hurried: string | undefined

  async function settle(refund: LaneRefund): Promise<boolean> {
    const answer = await ask(refund, server)
    if (answer.ok) {
      const command = commandFor(refund, answer.value)
      if (command) submit(command)
      return true
    }
    const why = answer.error.kind === 'Refused' ? failureOf(answer.error.error) : undefined
    if (why === undefined || refund.stage !== 'requested') return false
    submit({ kind: 'FailRefund', refundId: refund.refundId, why })
    return true
  }

  async function step(): Promise<StepOutcome> {
    let answered = true
    for (const refund of needs.state().refunds.filter(isOpenRefund)) {
      answered = (await settle(refund)) && answered
    }
    return answered ? 'pause' : 'failed'
  }

  function stop(): void {
    asking?.stop()
    asking = undefined
  }

  return {
    follow({ refunds }) {
      if (!refunds.some(isOpenRefund)) return stop()
      const newest = refunds.findLast(({ stage }) => stage === 'requested')?.refundId
      if (!asking) asking = repeat(needs, refundPollMs, step)
      else if (newest !== undefined && newest !== hurried) asking.nudge()
      hurried = newest ?? hurried
    },
    stop,
  }
}
