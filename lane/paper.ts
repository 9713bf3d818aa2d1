/**
 * The paper of what stands on the screen: the receipt of a paid sale, the slip of a basket that left unpaid. Printed
 * once by itself, again at a touch; how it went is recorded. It never holds up the sale.
 */

import type { LaneSetup } from '../domain/contract/wire.ts'
import { receiptOf } from '../domain/receipt.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import { slipOf } from '../domain/slip.ts'
import type { Devices } from './ports.ts'

interface Needs {
  readonly devices: Devices
  readonly setup: () => LaneSetup
  readonly state: () => LaneState
  readonly submit: (command: SaleCommand) => void
}

export interface Paper {
  print(): void
  /** Called after every change of state; prints what was not printed yet. */
  follow(state: LaneState): void
}

export function createPaper({ devices, setup, state, submit }: Needs): Paper {
  let printedSaleId: string | undefined

  function print(): void {
    const { paid, handedOver, language } = state()
    const saleId = (paid ?? handedOver)?.saleId
    if (saleId === undefined) return
    const context = { ...setup(), language }
    printedSaleId = saleId
    const printing = paid
      ? devices.print(receiptOf(paid, context))
      : handedOver && devices.printSlip(slipOf(handedOver, context))
    void printing?.then((printed) => {
      submit({ kind: 'RecordPrint', saleId, failure: printed.ok ? undefined : printed.error.kind })
    })
  }

  return {
    print,
    follow({ paid, handedOver }) {
      const toPrint = paid ?? handedOver
      if (toPrint?.print === 'waiting' && toPrint.saleId !== printedSaleId) print()
    },
  }
}
