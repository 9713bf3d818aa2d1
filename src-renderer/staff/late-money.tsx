/** For staff: the lane's money of the last day that came too late, so that nobody who asks for it is sent away. */

import type { OrphanView } from '../../domain/contract/view.ts'
import { Chip } from '../../ui/chip.tsx'
import { Price } from '../../ui/price.tsx'
import { elapsedMs, spanText } from '../../ui/time.ts'
import { useLane } from '../lane-context.tsx'
import { orphanManners } from '../orphan-strips.tsx'

function LateRow({ orphan }: { readonly orphan: OrphanView }) {
  const { view, messages } = useLane()
  const { late, tender, wallets, spans } = messages
  const { stage, amountMinor, wallet, reference, atMs } = orphan
  const { icon, tone } = orphanManners[stage]
  return (
    <li className="refund-row">
      <span>{late.ago(spanText(elapsedMs(view.nowMs, atMs), spans))}</span>
      <Price amountMinor={amountMinor} currency={view.currency} />
      <Chip icon={icon} tone={tone} label={late.stages[stage].word} />
      <span className="soft figures refund-reference">
        {wallets[wallet]} · {tender.reference(reference)}
      </span>
    </li>
  )
}

export function LateMoney() {
  const { view, messages } = useLane()
  if (view.orphans.length === 0) return null
  return (
    <section className="refund-last" aria-label={messages.late.title}>
      <h2 className="soft">{messages.late.title}</h2>
      <ul className="refund-rows">
        {view.orphans.map((orphan) => (
          <LateRow key={orphan.paymentId} orphan={orphan} />
        ))}
      </ul>
    </section>
  )
}
