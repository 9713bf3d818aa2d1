/**
 * Text as a receipt printer can hold it: GB18030, one column for an ASCII character and two for any other. What
 * comes in is filtered by a list of what may pass, so no name, however hostile, can carry a printer command.
 */

import iconv from 'iconv-lite'

const encoding = 'gb18030'

/** Currency signs whose narrow forms printers' fonts lack. */
const wideSigns: Readonly<Record<string, string>> = { '¥': '￥', '£': '￡' }

const gbkBytesMax = 2
const unknownCharacter = '?'

const isAscii = (character: string): boolean => character >= ' ' && character <= '~'

const isHan = (character: string): boolean => /^\p{Script=Han}$/u.test(character)

const encode = (text: string): Buffer => iconv.encode(text, encoding)

/** Letters lose accents that would widen them: `é` is `e` and one column, as its neighbours are. */
function withoutAccents(character: string): string {
  const [base = ''] = character.normalize('NFD')
  return isAscii(base) ? base : character
}

function passing(character: string): string {
  if (isAscii(character)) return character
  const plain = wideSigns[character] ?? withoutAccents(character)
  const printed = encode(plain).length <= gbkBytesMax || isHan(plain)
  return printed ? plain : unknownCharacter
}

/**
 * The text that will be printed in place of `text`: white space is spaces, control and format characters (ESC, GS,
 * DLE, bidirectional overrides, zero-width) are gone, and what the printer's fonts lack is `?`.
 */
export function printableText(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{C}\p{M}]/gu, '')
  return [...plain].map(passing).join('').trim()
}

/** Bytes of a text that `printableText` let through; none of them is below 0x20. */
export const encodeText = (text: string): Uint8Array => encode(text)

export const decodeText = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), encoding)

const columnsOfCharacter = (character: string): number => (isAscii(character) ? 1 : 2)

export const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + columnsOfCharacter(character), 0)

/** The longest beginning of `text` that fits, and what is left of it. */
function splitAt(text: string, columns: number): readonly [string, string] {
  let used = 0
  let end = 0
  for (const character of text) {
    used += columnsOfCharacter(character)
    if (used > columns) break
    end += character.length
  }
  const space = text.lastIndexOf(' ', end)
  // A word is broken only where it has to be.
  const breakAt = end < text.length && space > 0 ? space : end
  return [text.slice(0, breakAt), text.slice(breakAt).trimStart()]
}

const ellipsis = '...'

/** Breaks a text into at most `rowsMax` rows of `columns`; what does not fit ends in an ellipsis. */
export function wrapText(text: string, columns: number, rowsMax: number): readonly string[] {
  const rows: string[] = []
  for (let rest = text; rest !== ''; ) {
    if (rows.length === rowsMax - 1 && columnsOf(rest) > columns) {
      return [...rows, splitAt(rest, columns - ellipsis.length)[0] + ellipsis]
    }
    const [row, left] = splitAt(rest, columns)
    rows.push(row)
    rest = left
  }
  return rows
}

/** Spaces before a text so that it ends, or is centred, in `columns`. */
export const indentRight = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text))) + text

export const indentCentre = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text)) >> 1) + text
