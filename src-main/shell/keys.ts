/**
 * Which keys reach the page. A keyboard-wedge scanner types; an attendant may type a code or a PIN. Nothing else a
 * keyboard can do is wanted, so what is not listed here is swallowed before the page or Chromium sees it.
 */

/** The part of Electron's `Input` this decision needs. */
export interface KeyStroke {
  readonly key: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
}

const named: ReadonlySet<string> = new Set([
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Escape',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'Shift',
  'CapsLock',
])

/** Any one character, however many code units it takes. */
const isCharacter = (key: string): boolean => [...key].length === 1

export function reachesPage(stroke: KeyStroke): boolean {
  if (stroke.control || stroke.alt || stroke.meta) return false
  return isCharacter(stroke.key) || named.has(stroke.key)
}
