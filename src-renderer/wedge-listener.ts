/**
 * Feeds the page's key presses to the wedge machine before anything else sees them: what a scanner types becomes one
 * scan and never reaches a field, what a person types is put where the focus is.
 */

import type { Scan } from '../domain/code/scan.ts'
import { feedWedge, idleWedge, settleWedge, type WedgeEvent, wedgeDueAtMs } from '../domain/code/wedge.ts'

const isField = (target: Element | null): target is HTMLInputElement => target instanceof HTMLInputElement

/** Puts a person's characters into the field with the focus, or presses the button that a space was meant for. */
function giveBack(text: string): void {
  const target = document.activeElement
  if (isField(target)) {
    const { selectionStart, selectionEnd, value, maxLength } = target
    const start = selectionStart ?? value.length
    const end = selectionEnd ?? start
    if (maxLength >= 0 && value.length - (end - start) + text.length > maxLength) return
    target.setRangeText(text, start, end, 'end')
    target.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
    return
  }
  if (text === ' ' && target instanceof HTMLElement) target.click()
}

/** Listens until the returned function is called. A scan cut off or unreadable is silent: nobody scanned anything. */
export function listenForWedge(onScan: (scan: Scan) => void): () => void {
  let state = idleWedge
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(events: readonly WedgeEvent[]): void {
    for (const event of events) {
      if (event.kind === 'scan') onScan(event.scan)
      if (event.kind === 'typed') giveBack(event.text)
    }
  }

  function settle(): void {
    const settled = settleWedge(state, performance.now())
    state = settled.state
    tell(settled.events)
    plan()
  }

  function plan(): void {
    clearTimeout(timer)
    const dueAtMs = wedgeDueAtMs(state)
    if (dueAtMs !== undefined) timer = setTimeout(settle, Math.max(0, dueAtMs - performance.now()))
  }

  function press(event: KeyboardEvent): void {
    // Text that an input method is still composing is a person's, and has no characters yet.
    if (event.isComposing) return
    const step = feedWedge(state, {
      key: event.key,
      chord: event.ctrlKey || event.altKey || event.metaKey,
      repeat: event.repeat,
      atMs: event.timeStamp,
    })
    state = step.state
    if (!step.pass) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    tell(step.events)
    plan()
  }

  window.addEventListener('keydown', press, { capture: true })
  return () => {
    clearTimeout(timer)
    window.removeEventListener('keydown', press, { capture: true })
  }
}
