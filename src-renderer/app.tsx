/**
 * The kiosk's page: the lane's view on the screen, and a calm veil over it while the lane is away. It starts with
 * nothing and can be killed at any time; whatever it showed comes back with the next view.
 */

import { useEffect, useState } from 'react'
import type { Language } from '../domain/item.ts'
import { messagesOf } from '../ui/messages/messages.ts'
import { ComfortProvider } from './comfort.tsx'
import { LaneProvider } from './lane-context.tsx'
import { LaneScreen } from './lane-screen.tsx'
import { useLaneLink } from './use-lane-link.ts'

/** A lane that is back sooner was never away. */
const veilAfterMs = 400

/** Until the lane says which, a store's own language is not known. */
const firstLanguage: Language = 'zh-CN'

function Veil({ language }: { readonly language: Language }) {
  const { store } = messagesOf(language)
  return (
    <div className="veil" role="alert">
      <p className="veil-title">{store.moment}</p>
      <p className="veil-body">{store.momentBody}</p>
    </div>
  )
}

function useLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (!isWaiting) return
    const timer = setTimeout(() => setLate(true), veilAfterMs)
    return () => clearTimeout(timer)
  }, [isWaiting])
  return isLate
}

export function App() {
  const { seen, isUp, send } = useLaneLink()
  const isLate = useLate(!isUp || !seen)
  const language = seen?.view.language ?? firstLanguage
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <>
      {seen && (
        <LaneProvider seen={seen} send={send}>
          <ComfortProvider isAtStart={seen.view.screen.kind === 'attract'}>
            <LaneScreen />
          </ComfortProvider>
        </LaneProvider>
      )}
      {isLate && <Veil language={language} />}
    </>
  )
}
