/**
 * Reads ESC/POS back: the few commands that our receipts use, and nothing else. It shows a demonstration what would
 * be on paper, and shows tests that a receipt carries no command but its own.
 */

import { decodeText } from './printer-text.ts'

export type PrintedPart =
  | { readonly kind: 'row'; readonly text: string }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'cut' }
  /** A byte that begins no command of ours. */
  | { readonly kind: 'stray'; readonly byte: number }

const lineFeed = 0x0a
const groupSeparator = 0x1d
const firstPrintable = 0x20

/** Commands of a fixed length that print nothing: the two bytes they begin with, and their whole length. */
const silentCommands: readonly (readonly [string, number])[] = [
  ['\x1b@', 2],
  ['\x1c.', 2],
  ['\x1c&', 2],
  ['\x1bM', 3],
  ['\x1bE', 3],
  ['\x1ba', 3],
  ['\x1d!', 3],
]

const cutCommand = '\x1dV'
const cutLength = 3
/** `GS ( k pL pH cn fn …`: two-dimensional codes; function 80 stores what the code says. */
const symbolCommand = '\x1d(k'
const symbolHeaderLength = 5
const storeFunction = 0x50
const storeHeaderLength = 8

interface Taken {
  readonly length: number
  readonly part?: PrintedPart
}

function takeSymbol(bytes: Uint8Array, at: number): Taken {
  const length = symbolHeaderLength + (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0)
  if (bytes[at + 6] !== storeFunction) return { length }
  const data = Buffer.from(bytes.subarray(at + storeHeaderLength, at + length)).toString('latin1')
  return { length, part: { kind: 'qr', data } }
}

function takeCommand(bytes: Uint8Array, at: number): Taken {
  const begins = (command: string): boolean =>
    [...command].every((character, index) => bytes[at + index] === character.charCodeAt(0))
  if (bytes[at] === groupSeparator && begins(symbolCommand)) return takeSymbol(bytes, at)
  if (begins(cutCommand)) return { length: cutLength, part: { kind: 'cut' } }
  const silent = silentCommands.find(([command]) => begins(command))
  return silent === undefined
    ? { length: 1, part: { kind: 'stray', byte: bytes[at] ?? 0 } }
    : { length: silent[1] }
}

/** What is printed, in order. A row is everything up to its line feed, whatever style changes it holds. */
export function readEscPos(bytes: Uint8Array): readonly PrintedPart[] {
  const parts: PrintedPart[] = []
  let row: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    if (byte >= firstPrintable) {
      row.push(byte)
      at++
    } else if (byte === lineFeed) {
      parts.push({ kind: 'row', text: decodeText(Uint8Array.from(row)) })
      row = []
      at++
    } else {
      const { length, part } = takeCommand(bytes, at)
      if (part !== undefined) parts.push(part)
      at += length
    }
  }
  return parts
}

function previewOf(part: PrintedPart): string {
  switch (part.kind) {
    case 'row':
      return part.text
    case 'qr':
      return `[QR ${part.data}]`
    case 'cut':
      return '- - - - - - - - ✂ - - - - - - - -'
    case 'stray':
      return `[stray byte 0x${part.byte.toString(16).padStart(2, '0')}]`
  }
}

/** Readable text of one or more printed receipts. */
export const previewEscPos = (bytes: Uint8Array): string => `${readEscPos(bytes).map(previewOf).join('\n')}\n`
