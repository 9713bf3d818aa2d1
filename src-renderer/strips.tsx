/**
 * What goes on beside the shopping, in one place under the head: help on its way, an age to be checked, money that
 * returns by itself.
 */

import { Hand, IdCard, OctagonX } from 'lucide-react'
import type { ScreenView } from '../domain/contract/view.ts'
import { ActionButton } from '../ui/button.tsx'
import { Strip } from '../ui/strip.tsx'
import { clockText, elapsedMs } from '../ui/time.ts'
import { useLane, useNowMs } from './lane-context.tsx'
import { OrphanStrips } from './orphan-strips.tsx'

/** Where a scan adds to the basket, waiting need not be idle. */
const takesItems = ({ kind }: ScreenView): boolean =>
  kind === 'attract' || kind === 'basket' || kind === 'weighing'

/** Who comes and since when; where an age waits, what for. */
function HelpStrip({ sinceMs }: { readonly sinceMs: number }) {
  const { view, messages, send } = useLane()
  const now = useNowMs()
  const { age, help } = messages
  const isForAge = view.approvalAge > 0
  const body = takesItems(view.screen) ? help.body : help.stay
  const [title, what] = view.helpAbout
    ? [help.recallTitle, help.recallBody]
    : isForAge
      ? [age.waitTitle, age.waitBody]
      : [help.title, body]
  return (
    <Strip
      tone="accent"
      icon={view.helpAbout ? OctagonX : isForAge ? IdCard : Hand}
      title={title}
      body={
        <>
          {what} {/* Read out once with the strip, not anew every second. */}
          <span className="figures strip-since" aria-hidden>
            {help.since(clockText(elapsedMs(now, sinceMs)))}
          </span>
        </>
      }
      action={
        !view.helpAbout && <ActionButton label={help.cancel} onPress={() => send({ kind: 'CancelHelp' })} />
      }
    />
  )
}

function AgeStrip() {
  const { view, messages } = useLane()
  return (
    <Strip
      tone="caution"
      icon={IdCard}
      title={messages.age.title(view.approvalAge)}
      body={messages.age.body}
    />
  )
}

export function Strips() {
  const { view } = useLane()
  const { screen, helpSinceMs, approvalAge } = view
  const isShopping = screen.kind === 'basket'
  return (
    <>
      {helpSinceMs !== null && <HelpStrip sinceMs={helpSinceMs} />}
      {isShopping && helpSinceMs === null && approvalAge > 0 && <AgeStrip />}
      <OrphanStrips />
    </>
  )
}
