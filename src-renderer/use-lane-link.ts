/**
 * Joins the page to the lane for as long as it is shown: keeps the newest view, says what was painted, plays what a
 * change deserves to sound like, and passes scans of a keyboard-wedge scanner on.
 */

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Command } from '../domain/contract/command.ts'
import type { LaneView } from '../domain/contract/view.ts'
import { aliveEveryMs, lanePortMessage } from './bridge.ts'
import { type LaneLink, openLaneLink } from './lane-link.ts'
import { newerView, type SeenView } from './lane-view.ts'
import { soundFor } from './sound-cue.ts'
import { openSpeaker, type Speaker } from './sounds.ts'
import { listenForWedge } from './wedge-listener.ts'

/** A touch tells the lane that someone is there, but not more often than this. */
const touchEveryMs = 5_000

const volume = 0.4

function onPort(take: (port: MessagePort) => void): () => void {
  function receive(event: MessageEvent): void {
    const port = event.ports[0]
    if (event.source === window && event.data === lanePortMessage && port) take(port)
  }
  window.addEventListener('message', receive)
  return () => window.removeEventListener('message', receive)
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export interface LaneLine {
  readonly seen: SeenView | undefined
  readonly isUp: boolean
  readonly send: (command: Command) => void
}

/** Any touch, with a pause between two tellings. */
function useTouch(send: (command: Command) => void): void {
  useEffect(() => {
    let lastAtMs = Number.NEGATIVE_INFINITY
    function touch(event: Event): void {
      if (event.timeStamp - lastAtMs < touchEveryMs) return
      lastAtMs = event.timeStamp
      send({ kind: 'StayLonger' })
    }
    window.addEventListener('pointerdown', touch, { capture: true, passive: true })
    return () => window.removeEventListener('pointerdown', touch, { capture: true })
  }, [send])
}

/** The frame after the next is on the glass when the one before it was drawn. */
function usePainted(seen: SeenView | undefined, send: (command: Command) => void): void {
  useEffect(() => {
    if (!seen) return
    const { revision } = seen.view
    let post = 0
    const frame = requestAnimationFrame(() => {
      post = window.setTimeout(() => send({ kind: 'Painted', revision }), 0)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(post)
    }
  }, [seen, send])
}

function useSound(view: LaneView | undefined): void {
  const before = useRef<LaneView>(undefined)
  const speaker = useRef<Speaker>(undefined)
  useEffect(() => {
    speaker.current = openSpeaker(volume)
    return () => speaker.current?.close()
  }, [])
  useEffect(() => {
    const sound = view && before.current && soundFor(before.current, view)
    before.current = view
    if (sound) speaker.current?.play(sound)
  }, [view])
}

export function useLaneLink(): LaneLine {
  const link = useRef<LaneLink>(undefined)
  const [seen, setSeen] = useState<SeenView>()
  const [isUp, setUp] = useState(false)
  const send = useCallback((command: Command) => void link.current?.send(command), [])

  useEffect(() => {
    let isFresh = false
    link.current = openLaneLink({
      connect: () => window.scanway?.connect(),
      onPort,
      after,
      onLine(up) {
        isFresh = up
        setUp(up)
      },
      onView(view) {
        const startsAnew = isFresh
        isFresh = false
        setSeen((before) => newerView(startsAnew ? undefined : before, view, performance.now()))
      },
    })
    return () => link.current?.close()
  }, [])

  useEffect(() => {
    const timer = setInterval(() => window.scanway?.alive(), aliveEveryMs)
    return () => clearInterval(timer)
  }, [])

  useEffect(
    () =>
      listenForWedge(({ text, symbology, aim }) =>
        send({ kind: 'Scan', text, source: 'wedge', ...(aim && { aim }), ...(symbology && { symbology }) }),
      ),
    [send],
  )

  useTouch(send)
  usePainted(seen, send)
  useSound(seen?.view)
  return { seen, isUp, send }
}
