/**
 * How this shopper wants the screen: within reach from a seat, in larger text. It belongs to the person in front and
 * goes with them, so it ends when the lane is back at its start.
 */

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { assert } from '../domain/result.ts'

export interface Comfort {
  readonly reach: boolean
  readonly largeText: boolean
  readonly setReach: (on: boolean) => void
  readonly setLargeText: (on: boolean) => void
}

const ComfortContext = createContext<Comfort | undefined>(undefined)

export interface ComfortProviderProps {
  /** Whoever chose anything has gone. */
  readonly isAtStart: boolean
  readonly children: ReactNode
}

export function ComfortProvider({ isAtStart, children }: ComfortProviderProps) {
  const [reach, setReach] = useState(false)
  const [largeText, setLargeText] = useState(false)

  useEffect(() => {
    if (!isAtStart) return
    setReach(false)
    setLargeText(false)
  }, [isAtStart])

  useEffect(() => {
    document.documentElement.dataset['text'] = largeText ? 'large' : 'regular'
  }, [largeText])

  const value = useMemo(() => ({ reach, largeText, setReach, setLargeText }), [reach, largeText])
  return <ComfortContext value={value}>{children}</ComfortContext>
}

export function useComfort(): Comfort {
  const value = use(ComfortContext)
  assert(value !== undefined, 'a screen stands inside a ComfortProvider')
  return value
}
