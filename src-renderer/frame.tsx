/**
 * The skeleton of every shopper screen: what is shown above, the list in the middle, what acts below, and at the very
 * bottom, always at the same place, language, help and accessibility. Screens fill the slots and move nothing.
 */

import { Accessibility, CloudOff, Hand } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Language } from '../domain/item.ts'
import { ActionButton } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { AccessibilitySheet } from './accessibility-sheet.tsx'
import { useComfort } from './comfort.tsx'
import { useLane } from './lane-context.tsx'
import { LaneNotice } from './lane-notice.tsx'
import { Strips } from './strips.tsx'

/** Each in its own language: whoever cannot read the page finds theirs. */
const languageOptions = [
  { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
  { value: 'en', label: 'English', lang: 'en' },
] as const satisfies readonly { readonly value: Language; readonly label: string; readonly lang: Language }[]

function Head() {
  const { view, messages } = useLane()
  return (
    <header className="frame-head">
      <p className="frame-store">{view.storeNames[view.language]}</p>
      <p className="soft">{messages.store.lane(view.laneName)}</p>
      {!view.online && view.screen.kind !== 'outOfService' && (
        <Chip icon={CloudOff} tone="caution" label={messages.store.offline} />
      )}
    </header>
  )
}

function Dock() {
  const { view, messages, send } = useLane()
  const [isOpen, setOpen] = useState(false)
  return (
    <nav className="frame-dock" aria-label={messages.dock.label}>
      <Segmented
        label={messages.dock.language}
        options={languageOptions}
        value={view.language}
        onChange={(language) => send({ kind: 'ChooseLanguage', language })}
      />
      <ActionButton
        icon={Hand}
        label={messages.dock.help}
        isDisabled={view.helpSinceMs !== null || view.screen.kind === 'outOfService'}
        onPress={() => send({ kind: 'CallHelp' })}
      />
      <ActionButton icon={Accessibility} label={messages.dock.accessibility} onPress={() => setOpen(true)} />
      {isOpen && <AccessibilitySheet onClose={() => setOpen(false)} />}
    </nav>
  )
}

export interface FrameProps {
  /** What a screen reader says on arrival. */
  readonly title: string
  readonly show: ReactNode
  /** Screens with a list have it in the middle; the others give the room to what is shown. */
  readonly list?: ReactNode
  readonly act: ReactNode
}

export function Frame({ title, show, list, act }: FrameProps) {
  const { reach } = useComfort()
  const main = useRef<HTMLElement>(null)
  useEffect(() => main.current?.focus({ preventScroll: true }), [])
  return (
    <div
      className="frame theme-shopper"
      data-layout={list ? 'list' : 'stage'}
      data-reach={reach || undefined}
    >
      <Head />
      <div className="frame-strips">
        <Strips />
      </div>
      <main className="frame-main" ref={main} tabIndex={-1} aria-label={title}>
        {list && <h1 className="visually-hidden">{title}</h1>}
        <section className="frame-show">{show}</section>
        {list && <section className="frame-list">{list}</section>}
        <div className="frame-notice">
          <LaneNotice />
        </div>
        <section className="frame-act">{act}</section>
      </main>
      <Dock />
    </div>
  )
}
