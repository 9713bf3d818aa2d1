/**
 * Where an attendant gives money back: find the receipt, choose what came back, and see what became of it. It shows
 * what the lane says and asks; the amount, the limits and who may are the lane's.
 */

import { Search, X } from 'lucide-react'
import { useState } from 'react'
import type { RefundDeskView } from '../../domain/contract/staff-view.ts'
import { unreachable } from '../../domain/result.ts'
import { ActionButton } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { Keypad } from '../../ui/keypad.tsx'
import { useLane } from '../lane-context.tsx'
import { LaneNotice } from '../lane-notice.tsx'
import { RefundAsked, RefundRow } from './refund-stage.tsx'
import { RefundUnits } from './refund-units.tsx'

type Step<S extends RefundDeskView['step']> = Extract<RefundDeskView, { readonly step: S }>

const numberDigitsMax = 9

function FindReceipt({ desk }: { readonly desk: Step<'find'> }) {
  const { messages, send } = useLane()
  const [number, setNumber] = useState('')
  const words = messages.refund
  const type = (text: string) => setNumber(text.replace(/\D/g, '').slice(0, numberDigitsMax))
  const receiptNumber = Number(number)
  const isReady = receiptNumber >= 1 && !desk.isSearching
  const find = () => {
    if (isReady) send({ kind: 'FindReceipt', receiptNumber })
  }
  return (
    <main className="staff-main" aria-label={words.title}>
      <div className="staff-basket">
        <LaneNotice />
        <h2 className="refund-title">{words.findTitle}</h2>
        <p className="soft" role="status">
          {desk.isSearching ? words.searching : words.findBody}
        </p>
        {desk.refunds.length > 0 && (
          <section className="refund-last" aria-label={words.last}>
            <h3 className="soft">{words.last}</h3>
            <ul className="refund-rows">
              {desk.refunds.map((refund) => (
                <RefundRow key={refund.refundId} refund={refund} />
              ))}
            </ul>
          </section>
        )}
      </div>
      <section className="refund-entry">
        <CodeField
          label={words.number}
          value={number}
          lengthMax={numberDigitsMax}
          onChange={type}
          onEnter={find}
        />
        <Keypad
          clearLabel={messages.code.clear}
          eraseLabel={messages.code.erase}
          onDigit={(digit) => type(number + digit)}
          onErase={() => setNumber(number.slice(0, -1))}
          onClear={() => setNumber('')}
        />
        <ActionButton rank="primary" icon={Search} label={words.find} isDisabled={!isReady} onPress={find} />
      </section>
    </main>
  )
}

function ChooseReceipt({ desk }: { readonly desk: Step<'choose'> }) {
  const { messages, money, send } = useLane()
  const words = messages.refund
  return (
    <main className="staff-main" aria-label={words.title}>
      <div className="staff-basket">
        <LaneNotice />
        <h2 className="refund-title">{words.chooseTitle}</h2>
        <div className="refund-choices">
          {desk.receipts.map(({ saleId, receiptNumber, laneName, paidMinor }) => (
            <ActionButton
              key={saleId}
              label={`${words.receipt(receiptNumber, laneName)} · ${money(paidMinor)}`}
              onPress={() => send({ kind: 'ChooseReceipt', saleId })}
            />
          ))}
        </div>
      </div>
      <section className="staff-actions">
        <ActionButton label={words.another} onPress={() => send({ kind: 'NextRefund' })} />
      </section>
    </main>
  )
}

function DeskStep({ desk }: { readonly desk: RefundDeskView }) {
  switch (desk.step) {
    case 'find':
      return <FindReceipt desk={desk} />
    case 'choose':
      return <ChooseReceipt desk={desk} />
    case 'units':
      return <RefundUnits desk={desk} />
    case 'asked':
      return <RefundAsked refund={desk.refund} />
  }
  return unreachable(desk)
}

export function RefundScreen({ desk }: { readonly desk: RefundDeskView }) {
  const { messages, send } = useLane()
  const words = messages.refund
  return (
    <div className="staff theme-staff dense">
      <header className="staff-head">
        <h1 className="sheet-title">{words.title}</h1>
        <ActionButton icon={X} label={words.close} onPress={() => send({ kind: 'CloseRefunds' })} />
      </header>
      <DeskStep desk={desk} />
    </div>
  )
}
