/**
 * The lines of a paid sale with what of each can still go back. The amount is the lane's answer to what is chosen;
 * giving a reason is the last touch and does it.
 */

import { CheckCheck, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { RefundDeskView } from '../../domain/contract/staff-view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { useLane } from '../lane-context.tsx'
import { LaneNotice } from '../lane-notice.tsx'
import { Reasons } from './reasons.tsx'
import { backTo, partsText, RefundParts } from './refund-parts.tsx'

type Units = Extract<RefundDeskView, { readonly step: 'units' }>

function UnitsRow({ line }: { readonly line: Units['lines'][number] }) {
  const { view, messages, send } = useLane()
  const words = messages.refund
  const { lineId, quantity, left, chosen, totalMinor } = line
  const name = line.names[view.language]
  return (
    <li className="refund-line" data-chosen={chosen > 0}>
      <span className="refund-name">
        <span>{name}</span>
        <span className="soft figures">{left === 0 ? words.none : words.left(left, quantity)}</span>
      </span>
      <Price amountMinor={totalMinor} currency={view.currency} />
      {left > 0 && (
        <Stepper
          quantity={chosen}
          isFixed={false}
          least={0}
          label={words.unitsOf(name)}
          moreLabel={words.more(name)}
          fewerLabel={words.fewer(name)}
          onChange={(wanted) => {
            if (wanted <= left) send({ kind: 'ChooseRefund', lineId, quantity: wanted })
          }}
        />
      )}
    </li>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly onClose: () => void
}

function ConfirmSheet({ title, onClose }: ConfirmProps) {
  const { messages, send } = useLane()
  return (
    <Sheet title={title} closeLabel={messages.staff.back} onClose={onClose} theme="theme-staff">
      <p className="soft">{messages.staff.chooseReason}</p>
      <Reasons
        onChoose={(reason) => {
          send({ kind: 'Refund', reason })
          onClose()
        }}
      />
    </Sheet>
  )
}

function Facts({ desk }: { readonly desk: Units }) {
  const { messages, money } = useLane()
  const words = messages.refund
  const { receipt, refundedMinor, couponsMinor, perRefundMinor } = desk
  const facts = [
    words.receipt(receipt.receiptNumber, receipt.laneName),
    words.paid(money(receipt.paidMinor)),
    ...(couponsMinor > 0 ? [words.coupons(money(couponsMinor))] : []),
    ...(refundedMinor > 0 ? [words.refunded(money(refundedMinor))] : []),
    ...(perRefundMinor === null ? [] : [words.limit(money(perRefundMinor))]),
  ]
  return <p className="soft figures">{facts.join(' · ')}</p>
}

export function RefundUnits({ desk }: { readonly desk: Units }) {
  const { view, messages, money, send } = useLane()
  const [isAsking, setAsking] = useState(false)
  const words = messages.refund
  const isForNothing = desk.isReady && desk.amountMinor === 0
  return (
    <main className="staff-main" aria-label={words.title}>
      <div className="staff-basket">
        <LaneNotice />
        <h2 className="refund-title">{words.units}</h2>
        <Facts desk={desk} />
        <ul className="refund-lines" aria-label={words.units}>
          {desk.lines.map((line) => (
            <UnitsRow key={line.lineId} line={line} />
          ))}
        </ul>
      </div>
      <section className="staff-actions">
        <p className="totals-total figures">
          <span className="totals-label">{isForNothing ? words.noMoney : backTo(desk.parts, messages)}</span>
          <Price className="totals-amount" amountMinor={desk.amountMinor} currency={view.currency} />
        </p>
        <RefundParts parts={desk.parts} />
        <ActionButton
          icon={CheckCheck}
          label={words.whole}
          isDisabled={desk.isWhole}
          onPress={() => send({ kind: 'ChooseWholeRefund' })}
        />
        <ActionButton label={words.another} onPress={() => send({ kind: 'NextRefund' })} />
        <ActionButton
          rank="primary"
          icon={Undo2}
          label={isForNothing ? words.goGoods : words.go(money(desk.amountMinor))}
          isDisabled={!desk.isReady}
          onPress={() => setAsking(true)}
        />
      </section>
      {isAsking && (
        <ConfirmSheet
          title={
            isForNothing ? words.confirmGoods : words.confirmTitle(partsText(desk.parts, messages, money))
          }
          onClose={() => setAsking(false)}
        />
      )}
    </main>
  )
}
