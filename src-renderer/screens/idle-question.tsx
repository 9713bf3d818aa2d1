/**
 * Asked before the lane clears a basket for want of touch. Any answer keeps it; silence does not.
 */

import { useRef } from 'react'
import { ActionButton } from '../../ui/button.tsx'
import { Ring } from '../../ui/ring.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { remainingMs } from '../../ui/time.ts'
import { useLane, useNowMs } from '../lane-context.tsx'

export function IdleQuestion({ endsAtMs }: { readonly endsAtMs: number }) {
  const { messages, send } = useLane()
  const leftMs = remainingMs(useNowMs(), endsAtMs)
  const wholeMs = useRef(leftMs).current
  const stay = () => send({ kind: 'StayLonger' })
  const words = messages.idle
  return (
    <Sheet title={words.title} closeLabel={words.stay} onClose={stay} mustAnswer>
      <div className="idle">
        <Ring label={words.left} leftMs={leftMs} wholeMs={wholeMs} tone="caution" />
        <p className="sheet-words">{words.body}</p>
      </div>
      <ActionButton rank="primary" label={words.stay} onPress={stay} autoFocus />
    </Sheet>
  )
}
