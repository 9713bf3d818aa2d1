/**
 * Sorts a page's command: either it means a command on the sale, to be recorded, or it leaves no trace of its own
 * in the journal and the loop answers it.
 */

import type { Command } from '../domain/contract/command.ts'
import type { Currency } from '../domain/money.ts'
import { unreachable } from '../domain/result.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { Wallet } from '../domain/sale/fact.ts'
import type { Plate } from './selling/plate.ts'

interface Needs {
  readonly id: () => string
  readonly nowMs: () => number
  readonly currency: () => Currency
  readonly plate: Plate
  readonly parking: () => Pick<Extract<SaleCommand, { readonly kind: 'Park' }>, 'limits' | 'isOnline'>
  /** Wallets for which a QR can be shown. */
  readonly wallets: () => readonly Wallet[]
  /** Wallets that know their owner by the face here. */
  readonly faceWallets: () => readonly Wallet[]
}

type Unrecorded =
  | 'Painted'
  | 'Scan'
  | 'Search'
  | 'DismissNotice'
  | 'StayLonger'
  | 'PrintReceipt'
  | 'PayByFace'
  | 'LookLonger'
  | 'LeaveLook'
  | 'EnterPin'
  | 'OpenPanel'
  | 'ClosePanel'

export type UnrecordedCommand = Extract<Command, { readonly kind: Unrecorded }>

/** At the desk where an attendant gives money back. */
type AtRefundDesk =
  | 'OpenRefunds'
  | 'CloseRefunds'
  | 'FindReceipt'
  | 'ChooseReceipt'
  | 'ChooseRefund'
  | 'ChooseWholeRefund'
  | 'Refund'
  | 'PrintRefund'
  | 'NextRefund'

export type RefundDeskCommand = Extract<Command, { readonly kind: AtRefundDesk }>

export type Meaning =
  | { readonly record: SaleCommand }
  | { readonly refund: RefundDeskCommand }
  | { readonly answer: UnrecordedCommand }

/** One way to pay needs no choosing. */
function paying(chosen: Wallet | undefined, { id, wallets, faceWallets }: Needs): SaleCommand {
  const [first, ...others] = wallets()
  const isOnly = others.length === 0 && faceWallets().length === 0
  const wallet = chosen ?? (isOnly ? first : undefined)
  return wallet === undefined
    ? { kind: 'OpenTender' }
    : { kind: 'RequestPayment', paymentId: id(), wallet, method: 'qr' }
}

export function meaningOf(command: Command, needs: Needs): Meaning {
  const { id, nowMs, currency, plate, parking } = needs
  switch (command.kind) {
    case 'StartSale':
      return { record: { kind: 'StartSale', saleId: id(), currency: currency() } }
    case 'CancelSale':
      return { record: { kind: 'AbandonSale', reason: 'shopperCancelled' } }
    case 'Pay':
      return { record: paying(command.wallet, needs) }
    case 'PayCovered':
      return { record: { kind: 'RequestCover', paymentId: id() } }
    case 'HandOver':
      return { record: { kind: 'HandOver', code: id() } }
    case 'Park':
      return { record: { kind: 'Park', code: id(), ...parking() } }
    case 'ExtendPayment':
      return { record: { kind: 'ExtendPayment', nowMs: nowMs() } }
    case 'LeavePayment':
      return { record: { kind: 'LeavePayment', why: command.why } }
    case 'RemoveTender':
      return { record: { kind: 'ReleaseTender', tenderId: command.tenderId } }
    case 'TakeWeight':
      return { record: { ...command, reading: plate.reading(), range: plate.range } }
    case 'CancelWeighing':
    case 'ChangeQuantity':
    case 'RemoveLine':
    case 'CallHelp':
    case 'CancelHelp':
    case 'ChooseLanguage':
    case 'FinishSale':
    case 'SignOut':
    case 'ApproveAge':
    case 'RefuseAge':
    case 'VoidLine':
    case 'OverridePrice':
    case 'VoidBasket':
      return { record: command }
    case 'OpenRefunds':
    case 'CloseRefunds':
    case 'FindReceipt':
    case 'ChooseReceipt':
    case 'ChooseRefund':
    case 'ChooseWholeRefund':
    case 'Refund':
    case 'PrintRefund':
    case 'NextRefund':
      return { refund: command }
    case 'Painted':
    case 'Scan':
    case 'Search':
    case 'DismissNotice':
    case 'StayLonger':
    case 'PrintReceipt':
    case 'PayByFace':
    case 'LookLonger':
    case 'LeaveLook':
    case 'EnterPin':
    case 'OpenPanel':
    case 'ClosePanel':
      return { answer: command }
  }
  return unreachable(command)
}
