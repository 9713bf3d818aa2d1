/**
 * What a basket comes to and what can be done with it: pay, or, smaller, add without a barcode and leave. Where an
 * age must be checked first, that is the thing to do and takes the place of paying.
 */

import { Camera, Keyboard, Trash2 } from 'lucide-react'
import type { BasketView } from '../../domain/contract/view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { rateText } from '../../ui/time.ts'
import { useLane } from '../lane-context.tsx'

export type BasketSheet = 'none' | 'code' | 'camera' | 'cancel'

function Totals({ basket }: { readonly basket: BasketView }) {
  const { view, messages, money } = useLane()
  const words = messages.basket
  const taxes = basket.taxes.filter((tax) => tax.taxMinor > 0)
  return (
    <div className="totals figures">
      <p className="totals-pieces">{words.pieces(basket.pieces)}</p>
      {basket.savedMinor > 0 && <p className="saved">{words.saved(money(basket.savedMinor))}</p>}
      <p className="totals-total">
        <span className="totals-label">{words.total}</span>
        <Price className="totals-amount" amountMinor={basket.totalMinor} currency={view.currency} />
      </p>
      {taxes.length > 0 && (
        <p className="totals-taxes soft">
          {words.taxes}{' '}
          {taxes.map((tax) => words.tax(rateText(tax.taxBasisPoints), money(tax.taxMinor))).join(' · ')}
        </p>
      )}
    </div>
  )
}

function PrimaryAction({ basket }: { readonly basket: BasketView }) {
  const { view, messages, money, send } = useLane()
  if (view.approvalAge > 0) {
    return (
      <ActionButton
        rank="primary"
        label={view.helpSinceMs === null ? messages.age.call : messages.age.waiting}
        isDisabled={view.helpSinceMs !== null}
        onPress={() => send({ kind: 'CallHelp' })}
      />
    )
  }
  const isEmpty = basket.lines.length === 0
  return (
    <ActionButton
      rank="primary"
      label={isEmpty ? messages.basket.payNothing : messages.basket.pay(money(basket.totalMinor))}
      isDisabled={isEmpty}
      onPress={() => send({ kind: 'Pay' })}
    />
  )
}

export interface BasketActionsProps {
  readonly basket: BasketView
  readonly onOpen: (sheet: BasketSheet) => void
}

export function BasketActions({ basket, onOpen }: BasketActionsProps) {
  const { messages, send } = useLane()
  const words = messages.basket
  const isEmpty = basket.lines.length === 0
  return (
    <>
      <Totals basket={basket} />
      <div className="button-row">
        <ActionButton
          shape="stacked"
          icon={Keyboard}
          label={words.enterCode}
          onPress={() => onOpen('code')}
        />
        <ActionButton shape="stacked" icon={Camera} label={words.camera} onPress={() => onOpen('camera')} />
        <ActionButton
          shape="stacked"
          icon={Trash2}
          label={words.cancel}
          onPress={() => (isEmpty ? send({ kind: 'CancelSale' }) : onOpen('cancel'))}
        />
      </div>
      <PrimaryAction basket={basket} />
    </>
  )
}

/** Asked before a basket with something in it is emptied. */
export function CancelQuestion({ onClose }: { readonly onClose: () => void }) {
  const { messages, send } = useLane()
  const words = messages.basket
  return (
    <Sheet title={words.cancelTitle} closeLabel={words.cancelNo} onClose={onClose} mustAnswer>
      <p className="sheet-words">{words.cancelBody}</p>
      <ActionButton
        rank="danger"
        label={words.cancelYes}
        onPress={() => {
          send({ kind: 'CancelSale' })
          onClose()
        }}
      />
      <ActionButton rank="primary" label={words.cancelNo} onPress={onClose} autoFocus />
    </Sheet>
  )
}
