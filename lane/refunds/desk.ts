/**
 * Where an attendant gives money back: finds the paid sale by its receipt, takes the units that came back, and asks
 * for the refund in their name. What is found and chosen here is not recorded; the wish and its answers are.
 */

import type { RefundDeskView } from '../../domain/contract/staff-view.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { receiptTokenOf } from '../../domain/receipt.ts'
import { allUnits, unitsLeft } from '../../domain/refund.ts'
import { unreachable } from '../../domain/result.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import type { StaffReason } from '../../domain/sale/fact.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState } from '../../domain/sale/sale.ts'
import type { RefundDeskCommand } from '../meaning.ts'
import type { Clock, Devices, Random, StoreServer } from '../ports.ts'
import { createReceiptFinder, type ReceiptFinder, type Standing } from './find.ts'
import { followRefunds } from './follow.ts'
import { createRefundSlips, type RefundSlips } from './slips.ts'
import { chosenUnits, type DeskPlace, deskView } from './view.ts'

export interface RefundDesk {
  /** Whether what was read was for the desk: a receipt's code while an attendant is signed in. */
  hear(code: string): boolean
  answer(command: RefundDeskCommand): void
  /** Called after every change of state. */
  follow(state: LaneState): void
  view(): RefundDeskView | undefined
  stop(): void
}

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly server: StoreServer
  readonly devices: Devices
  readonly setup: () => LaneSetup
  readonly online: () => boolean
  readonly state: () => LaneState
  /** Whether the command went through; what did not is said. */
  readonly obey: (command: SaleCommand) => boolean
  readonly submit: (command: SaleCommand) => void
  readonly say: (refusal: Refusal) => void
  readonly changed: () => void
}

type Parts = Needs & Standing & { readonly finder: ReceiptFinder; readonly slips: RefundSlips }

/** Why the desk stays closed. */
function obstacle({ state, setup }: Needs): Refusal | undefined {
  const { attendant, sale } = state()
  if (attendant.kind !== 'signedIn') return { kind: 'NotSignedIn' }
  if (sale?.payment) return { kind: 'PaymentInProgress' }
  return setup().refunds ? undefined : { kind: 'RefundsNotAllowed' }
}

function choose({ place, go, say }: Parts, lineId: string, quantity: number): void {
  const here = place()
  if (here.step !== 'units') return
  const line = here.receipt.lines.find((other) => other.lineId === lineId)
  if (!line || quantity < 0 || quantity > unitsLeft(line)) return say({ kind: 'RefundLinesDiffer' })
  go({ ...here, chosen: new Map([...here.chosen, [lineId, quantity]]) })
}

function chooseWhole({ place, go }: Parts): void {
  const here = place()
  if (here.step !== 'units') return
  const units = allUnits(here.receipt)
  go({ ...here, chosen: new Map(units.map(({ lineId, quantity }) => [lineId, quantity])) })
}

function ask({ place, go, obey, random, setup, online }: Parts, reason: StaffReason): void {
  const here = place()
  if (here.step !== 'units') return
  const refundId = random.id()
  const isAsked = obey({
    kind: 'RequestRefund',
    refundId,
    sale: here.receipt,
    units: chosenUnits(here.chosen),
    reason,
    limits: setup().refunds,
    isOnline: online(),
  })
  if (isAsked) go({ step: 'asked', refundId })
}

function open(parts: Parts): boolean {
  const refusal = obstacle(parts)
  if (refusal) parts.say(refusal)
  else if (parts.place().step === 'closed') parts.go({ step: 'find', isSearching: false })
  return !refusal
}

function answer(parts: Parts, command: RefundDeskCommand): void {
  const { place, go, finder, slips } = parts
  const isOpen = place().step !== 'closed'
  switch (command.kind) {
    case 'OpenRefunds':
      open(parts)
      return
    case 'CloseRefunds':
      return go({ step: 'closed' })
    case 'NextRefund':
      return isOpen ? go({ step: 'find', isSearching: false }) : undefined
    case 'FindReceipt':
      return isOpen ? finder.find({ receiptNumber: command.receiptNumber }) : undefined
    case 'ChooseReceipt':
      return finder.choose(command.saleId)
    case 'ChooseRefund':
      return choose(parts, command.lineId, command.quantity)
    case 'ChooseWholeRefund':
      return chooseWhole(parts)
    case 'Refund':
      return ask(parts, command.reason)
    case 'PrintRefund':
      return slips.print(command.refundId)
  }
  return unreachable(command)
}

function hear(parts: Parts, code: string): boolean {
  const { state, setup, place, say, finder } = parts
  if (state().attendant.kind !== 'signedIn') return false
  const isOpen = place().step !== 'closed'
  // Away from the desk only an address is a receipt's: a token by itself looks like other codes.
  const token = isOpen || code.includes('/r/') ? receiptTokenOf(setup().publicUrl, code) : undefined
  if (token !== undefined) {
    if (open(parts)) finder.find({ token })
    return true
  }
  if (isOpen) say({ kind: 'ReceiptUnknown' })
  return isOpen
}

export function createRefundDesk(needs: Needs): RefundDesk {
  let here: DeskPlace = { step: 'closed' }
  const standing: Standing = {
    place: () => here,
    go(next) {
      here = next
      needs.changed()
    },
  }
  const slips = createRefundSlips(needs)
  const follower = followRefunds(needs)
  const parts: Parts = {
    ...needs,
    ...standing,
    slips,
    finder: createReceiptFinder({ ...needs, ...standing }),
  }
  return {
    hear: (code) => hear(parts, code),
    answer: (command) => answer(parts, command),
    follow(state) {
      if (state.attendant.kind !== 'signedIn') here = { step: 'closed' }
      slips.follow(state)
      follower.follow(state)
    },
    view: () => deskView(here, needs.state(), needs.setup()),
    stop: () => follower.stop(),
  }
}
