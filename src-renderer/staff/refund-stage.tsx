/**
 * What became of a refund: asked, on its way, returned, with a person, or not refunded. Never by colour alone, and
 * always with the number to ask for it by.
 */

import { CircleAlert, CircleCheck, Clock, type LucideIcon, OctagonX, Printer, Undo2 } from 'lucide-react'
import type { RefundView } from '../../domain/contract/staff-view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Messages } from '../../ui/messages/messages.ts'
import { Price } from '../../ui/price.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useLane } from '../lane-context.tsx'
import { LaneNotice } from '../lane-notice.tsx'
import { backTo, RefundParts } from './refund-parts.tsx'

interface Manner {
  readonly icon: LucideIcon
  readonly tone: Tone
}

const manners: Readonly<Partial<Record<RefundView['stage'], Manner>>> = {
  requested: { icon: Clock, tone: 'accent' },
  accepted: { icon: Undo2, tone: 'accent' },
  settled: { icon: CircleCheck, tone: 'positive' },
  NeedsPerson: { icon: CircleAlert, tone: 'caution' },
}

/** The stages without a manner of their own: nothing goes back. */
const refused: Manner = { icon: OctagonX, tone: 'danger' }

/** Goods that came back for nothing are back as soon as the server knows. */
function stageWords({ stage, amountMinor }: RefundView, { goodsBack, stages }: Messages['refund']) {
  const isGoodsBack = amountMinor === 0 && (stage === 'accepted' || stage === 'settled')
  return isGoodsBack ? goodsBack : stages[stage]
}

function StageChip({ refund }: { readonly refund: RefundView }) {
  const { messages } = useLane()
  const { icon, tone } = manners[refund.stage] ?? refused
  return <Chip icon={icon} tone={tone} label={stageWords(refund, messages.refund).word} />
}

export function RefundRow({ refund }: { readonly refund: RefundView }) {
  const { view, messages } = useLane()
  const words = messages.refund
  return (
    <li className="refund-row">
      <span className="figures">{words.receiptOf(refund.receiptNumber)}</span>
      <Price amountMinor={refund.amountMinor} currency={view.currency} />
      <StageChip refund={refund} />
      {refund.reference !== null && (
        <span className="soft figures refund-reference">{words.reference(refund.reference)}</span>
      )}
    </li>
  )
}

export function RefundAsked({ refund }: { readonly refund: RefundView }) {
  const { view, messages, send } = useLane()
  const words = messages.refund
  const { refundId, reference, amountMinor } = refund
  const parts = manners[refund.stage] ? refund.parts : []
  return (
    <main className="staff-main" aria-label={words.title}>
      <div className="staff-basket refund-asked">
        <LaneNotice />
        <p role="status">
          <StageChip refund={refund} />
        </p>
        <Price className="pay-amount" amountMinor={amountMinor} currency={view.currency} />
        {parts.length === 1 && <p>{backTo(parts, messages)}</p>}
        <RefundParts parts={parts} />
        <p className="refund-body">{stageWords(refund, words).body}</p>
        {reference !== null && <p className="soft figures refund-reference">{words.reference(reference)}</p>}
      </div>
      <section className="staff-actions">
        {reference !== null && (
          <ActionButton
            icon={Printer}
            label={words.print}
            onPress={() => send({ kind: 'PrintRefund', refundId })}
          />
        )}
        <ActionButton rank="primary" label={words.next} onPress={() => send({ kind: 'NextRefund' })} />
      </section>
    </main>
  )
}
