/**
 * Reads the key reports of a scanner that only knows to be a keyboard, taken from the desktop so that nothing is typed.
 * Keys become bytes for the framer; a chord or a key without a character spoils its code and does nothing else.
 */

import { createFramer, type Decoder, type FramingRules } from './framing.ts'
import type { KeyboardLayout } from './hid-layout.ts'

/** Keys with characters, from usage 0x04 on, plain and with Shift, US layout (HID usage tables §10); NUL has none. */
const plain = "abcdefghijklmnopqrstuvwxyz1234567890\r\0\0\t -=[]\\\0;'`,./"
const shifted = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\r\0\0\t _+{}|\0:"~<>?'
const firstKey = 0x04

/** The number pad, from usage 0x54 on. */
const pad = '/*-+\r1234567890.'
const firstPadKey = 0x54

const shiftBits = 0x22
const spoiled = 0x00

/** Usages 0 to 3 say that no key is down, or that too many are. */
const isKey = (usage: number): boolean => usage >= firstKey

function byteOf(usage: number, modifiers: number): number {
  if ((modifiers & ~shiftBits) !== 0) return spoiled
  const keys = (modifiers & shiftBits) === 0 ? plain : shifted
  const character = keys[usage - firstKey] ?? pad[usage - firstPadKey]
  return character?.charCodeAt(0) ?? spoiled
}

export function createKeyboardDecoder(layout: KeyboardLayout, rules?: FramingRules): Decoder {
  const framer = createFramer(rules)
  let down: readonly number[] = []

  function press(report: Uint8Array): Uint8Array {
    const modifiers = report[layout.modifiersAt] ?? 0
    const keys = [...report.subarray(layout.keysAt, layout.keysAt + layout.keysCount)].filter(isKey)
    const pressed = keys.filter((usage) => !down.includes(usage))
    down = keys
    return Uint8Array.from(pressed, (usage) => byteOf(usage, modifiers))
  }

  return {
    ...framer,
    push: (report, atMs) => {
      if (report.length < layout.keysAt + layout.keysCount) return [{ kind: 'refused', why: 'Malformed' }]
      return framer.push(press(report), atMs)
    },
    reset: () => {
      down = []
      framer.reset()
    },
  }
}
