/**
 * Tells a keyboard-wedge scanner from a person by the pace of the keys. Every character is held back for an instant,
 * so nothing of a scan ever reaches a field; a person's characters come out again as `typed`, which the page inserts
 * (or, for a space on a button, presses). Chords and function keys, the tools of BadBarcode, are never let through.
 * The page feeds `keydown` events with their own time stamps and calls `settleWedge` when `wedgeDueAtMs` says so.
 */

import { scanOf } from './aim.ts'
import { type Scan, scanTextMax } from './scan.ts'

export interface WedgeRules {
  /** The longest pause between two characters of a scan. People need 40 ms and more. */
  readonly gapMsMax: number
  /** The pause after which a burst is over, and a person's characters are given back. */
  readonly settleMs: number
  /** Fewer characters are no code. */
  readonly lengthMin: number
  readonly lengthMax: number
  readonly terminators: readonly string[]
}

const aimIdentifierLength = 3

export const defaultWedgeRules: WedgeRules = {
  gapMsMax: 30,
  settleMs: 50,
  lengthMin: 3,
  lengthMax: scanTextMax + aimIdentifierLength,
  terminators: ['Enter', 'Tab'],
}

/** What the machine needs of a `keydown`. */
export interface WedgeKey {
  /** As in UI Events: the character, or the name of the key. */
  readonly key: string
  /** Ctrl, Alt or Meta was down. (AltGr, which only types characters, does not count.) */
  readonly chord: boolean
  /** The key was held down until it repeated, which no scanner does. */
  readonly repeat: boolean
  /** Monotonic. */
  readonly atMs: number
}

export type WedgeRefusal = 'NotPrintable' | 'TooShort' | 'TooLong' | 'Unfinished'

export type WedgeEvent =
  | { readonly kind: 'scan'; readonly scan: Scan }
  /** A person's characters, to go where the focus is, before the current key has its effect. */
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: WedgeRefusal }

export type WedgeState =
  | { readonly kind: 'idle' }
  /** Characters of whoever it turns out to be. */
  | { readonly kind: 'held'; readonly text: string; readonly lastAtMs: number }
  /** A burst that is refused already; its rest is swallowed. */
  | { readonly kind: 'spoiled'; readonly lastAtMs: number }
  /** Just after a scan: a second terminator belongs to it. */
  | { readonly kind: 'ended'; readonly lastAtMs: number }

export interface WedgeStep {
  readonly state: WedgeState
  readonly events: readonly WedgeEvent[]
  /** Whether the key may have its own effect; if not, the page prevents it. */
  readonly pass: boolean
}

export const idleWedge: WedgeState = { kind: 'idle' }

type KeyRole = 'character' | 'terminator' | 'editing' | 'shift' | 'forbidden'

const shiftKeys = ['Shift', 'CapsLock', 'NumLock', 'AltGraph']

/** The keys that a person fills in a field and walks a page with. What is not listed is not let through. */
const editingKeys = [
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]

const isCharacter = (key: string): boolean => /^[^\p{C}\p{Z}]$|^ $/u.test(key)

function roleOf({ key, chord }: WedgeKey, rules: WedgeRules): KeyRole {
  if (shiftKeys.includes(key)) return 'shift'
  if (chord) return 'forbidden'
  if (rules.terminators.includes(key)) return 'terminator'
  if (isCharacter(key)) return 'character'
  return editingKeys.includes(key) ? 'editing' : 'forbidden'
}

const readable = /^[\x20-\x7e]+$/

const refused = (why: WedgeRefusal): WedgeEvent => ({ kind: 'refused', why })

const swallow = (state: WedgeState, ...events: readonly WedgeEvent[]): WedgeStep => ({
  state,
  events,
  pass: false,
})

const spoil = (lastAtMs: number, why: WedgeRefusal): WedgeStep =>
  swallow({ kind: 'spoiled', lastAtMs }, refused(why))

function hold(text: string, lastAtMs: number, rules: WedgeRules): WedgeStep {
  return text.length > rules.lengthMax
    ? spoil(lastAtMs, 'TooLong')
    : swallow({ kind: 'held', text, lastAtMs })
}

/** A key that follows nothing, or follows too late to belong to what came before. */
function begin(key: WedgeKey, role: KeyRole, rules: WedgeRules): WedgeStep {
  if (role === 'forbidden') return spoil(key.atMs, 'NotPrintable')
  if (role === 'character' && !key.repeat) return hold(key.key, key.atMs, rules)
  return { state: idleWedge, events: [], pass: true }
}

/** The whole of a scan, at its terminator. */
function finish(text: string, atMs: number, rules: WedgeRules): WedgeStep {
  const ended: WedgeState = { kind: 'ended', lastAtMs: atMs }
  if (text.length < rules.lengthMin) return swallow(ended, refused('TooShort'))
  if (!readable.test(text)) return swallow(ended, refused('NotPrintable'))
  return swallow(ended, { kind: 'scan', scan: scanOf(text, 'wedge') })
}

/** A key so soon after the last that no person pressed it. */
function join(state: WedgeState, key: WedgeKey, role: KeyRole, rules: WedgeRules): WedgeStep {
  const lastAtMs = key.atMs
  switch (state.kind) {
    case 'idle':
      return begin(key, role, rules)
    case 'held':
      if (role === 'character') return hold(state.text + key.key, lastAtMs, rules)
      return role === 'terminator' ? finish(state.text, lastAtMs, rules) : spoil(lastAtMs, 'NotPrintable')
    case 'spoiled':
      return swallow({ kind: role === 'terminator' ? 'ended' : 'spoiled', lastAtMs })
    case 'ended':
      if (role === 'terminator' || role === 'editing') return swallow({ kind: 'ended', lastAtMs })
      return begin(key, role, rules)
  }
}

/** Once enough came at a machine's pace, a little jitter no longer makes it a person. */
function pauseLimit(state: WedgeState, rules: WedgeRules): number {
  return state.kind === 'held' && state.text.length < rules.lengthMin ? rules.gapMsMax : rules.settleMs
}

function belongs(state: WedgeState, key: WedgeKey, rules: WedgeRules): boolean {
  if (state.kind === 'idle' || key.repeat) return false
  const pauseMs = key.atMs - state.lastAtMs
  return pauseMs >= 0 && pauseMs <= pauseLimit(state, rules)
}

/** What becomes of a burst that ended without a terminator: too long for a person's, it is a scan cut off. */
function eventsAtRest(state: WedgeState, rules: WedgeRules): readonly WedgeEvent[] {
  if (state.kind !== 'held') return []
  return [state.text.length < rules.lengthMin ? { kind: 'typed', text: state.text } : refused('Unfinished')]
}

/** Takes in one key. */
export function feedWedge(
  state: WedgeState,
  key: WedgeKey,
  rules: WedgeRules = defaultWedgeRules,
): WedgeStep {
  const role = roleOf(key, rules)
  if (role === 'shift') return { state, events: [], pass: true }
  if (belongs(state, key, rules)) return join(state, key, role, rules)
  const step = begin(key, role, rules)
  return { ...step, events: [...eventsAtRest(state, rules), ...step.events] }
}

/** When the page shall call `settleWedge`, if no key comes before; undefined when nothing waits. */
export const wedgeDueAtMs = (state: WedgeState, rules: WedgeRules = defaultWedgeRules): number | undefined =>
  state.kind === 'idle' ? undefined : state.lastAtMs + rules.settleMs + 1

/** Ends what has been quiet for long enough, and gives a person's characters back. Too early, it changes nothing. */
export function settleWedge(
  state: WedgeState,
  atMs: number,
  rules: WedgeRules = defaultWedgeRules,
): Pick<WedgeStep, 'state' | 'events'> {
  const dueAtMs = wedgeDueAtMs(state, rules)
  if (dueAtMs === undefined || atMs < dueAtMs) return { state, events: [] }
  return { state: idleWedge, events: eventsAtRest(state, rules) }
}
