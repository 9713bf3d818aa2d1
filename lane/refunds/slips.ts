/** Prints the slip of every refund that the server has just taken on, once by itself and again at a touch. */

import type { LaneSetup } from '../../domain/contract/wire.ts'
import { refundSlipOf } from '../../domain/refund-slip.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState } from '../../domain/sale/sale.ts'
import type { Devices } from '../ports.ts'

interface Needs {
  readonly devices: Devices
  readonly setup: () => LaneSetup
  readonly state: () => LaneState
  readonly say: (refusal: Refusal) => void
}

export interface RefundSlips {
  print(refundId: string): void
  /** Called after every change of state. */
  follow(state: LaneState): void
}

export function createRefundSlips({ devices, setup, state, say }: Needs): RefundSlips {
  /** Asked for, and not answered yet; no more than the state keeps. */
  const waiting = new Set<string>()

  async function print(refundId: string): Promise<void> {
    const { refunds, language } = state()
    const refund = refunds.find((known) => known.refundId === refundId)
    const slip = refund && refundSlipOf(refund, { ...setup(), language })
    const printed = slip && (await devices.printSlip(slip))
    if (printed && !printed.ok) say({ kind: 'SlipNotPrinted' })
  }

  return {
    print: (refundId) => void print(refundId),
    follow({ refunds }) {
      for (const { refundId, reference, stage } of refunds) {
        if (stage === 'requested') waiting.add(refundId)
        else if (waiting.delete(refundId) && reference !== undefined) void print(refundId)
      }
    },
  }
}
