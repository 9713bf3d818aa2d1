/** Tells whoever stands there of money that came too late and returns by itself: how much, how far, and its number. */

import { CircleAlert, CircleCheck, type LucideIcon, Undo2 } from 'lucide-react'
import type { OrphanView } from '../domain/contract/view.ts'
import { Strip } from '../ui/strip.tsx'
import type { Tone } from '../ui/tone.ts'
import { useLane } from './lane-context.tsx'

export const orphanManners: Readonly<
  Record<OrphanView['stage'], { readonly icon: LucideIcon; readonly tone: Tone }>
> = {
  returning: { icon: Undo2, tone: 'accent' },
  returned: { icon: CircleCheck, tone: 'positive' },
  needsPerson: { icon: CircleAlert, tone: 'caution' },
}

/** More than this would push the way on off the screen. */
const shownMax = 2

function OrphanStrip({ orphan }: { readonly orphan: OrphanView }) {
  const { view, messages, money } = useLane()
  const { late, tender, wallets } = messages
  const { stage, amountMinor, wallet, reference } = orphan
  const { icon, tone } = orphanManners[stage]
  const { title, body } = late.stages[stage]
  const isEarlier = view.screen.kind === 'attract'
  return (
    <Strip
      tone={tone}
      icon={icon}
      title={isEarlier ? late.earlier(title(money(amountMinor))) : title(money(amountMinor))}
      body={
        <>
          <span className="strip-more">{body(wallets[wallet])}</span>{' '}
          <span className="figures strip-reference">{tender.reference(reference)}</span>
        </>
      }
    />
  )
}

export function OrphanStrips() {
  const { orphans, screen } = useLane().view
  if (screen.kind === 'outOfService') return null
  return orphans.slice(0, shownMax).map((orphan) => <OrphanStrip key={orphan.paymentId} orphan={orphan} />)
}
