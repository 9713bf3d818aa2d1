/**
 * What every screen works with: the view, the words of its language, and how to ask the lane for something. Screens
 * keep nothing that the lane knows.
 */

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { Command } from '../domain/contract/command.ts'
import type { LaneView } from '../domain/contract/view.ts'
import { formatMoney } from '../domain/money.ts'
import { assert } from '../domain/result.ts'
import { type Messages, messagesOf } from '../ui/messages/messages.ts'
import { laneNowMs, type SeenView } from './lane-view.ts'

export interface LaneContextValue {
  readonly view: LaneView
  readonly messages: Messages
  readonly send: (command: Command) => void
  readonly money: (amountMinor: number) => string
  /** The lane's clock. */
  readonly nowMs: () => number
}

const LaneContext = createContext<LaneContextValue | undefined>(undefined)

export interface LaneProviderProps {
  readonly seen: SeenView
  readonly send: (command: Command) => void
  readonly children: ReactNode
}

export function LaneProvider({ seen, send, children }: LaneProviderProps) {
  const { view } = seen
  const value = useMemo<LaneContextValue>(
    () => ({
      view,
      messages: messagesOf(view.language),
      send,
      money: (amountMinor) => formatMoney(amountMinor, view.currency),
      nowMs: () => laneNowMs(seen, performance.now()),
    }),
    [view, seen, send],
  )
  return (
    <I18nProvider locale={view.language}>
      <LaneContext value={value}>{children}</LaneContext>
    </I18nProvider>
  )
}

export function useLane(): LaneContextValue {
  const value = use(LaneContext)
  assert(value !== undefined, 'a screen stands inside a LaneProvider')
  return value
}

const tickMs = 250

/** The lane's clock for a screen that counts; it renders anew four times a second. */
export function useNowMs(): number {
  const { nowMs } = useLane()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), tickMs)
    return () => clearInterval(timer)
  }, [])
  return nowMs()
}
