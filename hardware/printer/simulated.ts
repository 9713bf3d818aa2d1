/**
 * A receipt printer with buttons, for demonstrations and tests: it keeps what it printed as the bytes that a real
 * one would have had, and can run out of paper at a touch.
 */

import type { Receipt } from '../../domain/receipt.ts'
import { err, ok } from '../../domain/result.ts'
import { renderEscPos } from './escpos.ts'
import type { PrinterRefusal, ReceiptPrinter } from './port.ts'
import type { ReceiptLayout } from './receipt-rows.ts'

export interface Printout {
  readonly receipt: Receipt
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
  return {
    name: 'simulated printer',
    print: async (receipt) => {
      if (failure !== undefined) return err(failure)
      const bytes = renderEscPos(receipt, layout)
      if (!bytes.ok) return bytes
      printouts = [...printouts, { receipt, bytes: bytes.value }].slice(-printoutsMax)
      return ok(undefined)
    },
    printouts: () => printouts,
    fail: (refusal) => {
      failure = refusal
    },
    repair: () => {
      failure = undefined
    },
  }
}
