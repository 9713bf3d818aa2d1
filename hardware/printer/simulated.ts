/**
 * A receipt printer with buttons, for demonstrations and tests: it keeps what it printed as the bytes that a real
 * one would have had, and can run out of paper at a touch.
 */

import type { Receipt } from '../../domain/receipt.ts'
import type { RefundSlip } from '../../domain/refund-slip.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Slip } from '../../domain/slip.ts'
import { renderEscPos, renderSlip } from './escpos.ts'
import type { ReceiptLayout } from './paper.ts'
import type { PrinterRefusal, ReceiptPrinter } from './port.ts'

export interface Printout {
  readonly of: Receipt | Slip | RefundSlip
  readonly bytes: Uint8Array
}

export interface SimulatedPrinter extends ReceiptPrinter {
  /** The latest printouts, oldest first. */
  printouts(): readonly Printout[]
  /** From now on every receipt is refused so, until `repair`. */
  fail(refusal: PrinterRefusal): void
  repair(): void
}

/** The tray under the slot: older ones fall out. */
export const printoutsMax = 50

export function createSimulatedPrinter(layout: ReceiptLayout): SimulatedPrinter {
  let failure: PrinterRefusal | undefined
  let printouts: readonly Printout[] = []

  function keep(of: Printout['of'], bytes: Result<Uint8Array, PrinterRefusal>): Result<void, PrinterRefusal> {
    if (failure !== undefined) return err(failure)
    if (!bytes.ok) return bytes
    printouts = [...printouts, { of, bytes: bytes.value }].slice(-printoutsMax)
    return ok(undefined)
  }

  return {
    name: 'simulated printer',
    print: async (receipt) => keep(receipt, renderEscPos(receipt, layout)),
    printSlip: async (slip) => keep(slip, renderSlip(slip, layout)),
    printouts: () => printouts,
    fail: (refusal) => {
      failure = refusal
    },
    repair: () => {
      failure = undefined
    },
  }
}
