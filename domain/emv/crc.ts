/**
 * The checksum of EMVCo merchant codes: CRC-16/CCITT-FALSE (ISO/IEC 13239, polynomial 1021, start FFFF, nothing
 * reflected) over the UTF-8 bytes of the text, written as four upper-case hexadecimal digits.
 */

const polynomial = 0x1021
const start = 0xffff

/** A text's bytes; the text must be well-formed. */
function utf8(text: string): readonly number[] {
  return Array.from(text).flatMap((character) => {
    const point = character.codePointAt(0) ?? 0
    const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f)
    if (point < 0x80) return [point]
    if (point < 0x800) return [0xc0 | (point >> 6), tail(0)]
    if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)]
    return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)]
  })
}

function withByte(crc: number, byte: number): number {
  let rest = crc ^ (byte << 8)
  for (let bit = 0; bit < 8; bit += 1) {
    rest = (rest & 0x8000) === 0 ? rest << 1 : (rest << 1) ^ polynomial
  }
  return rest & 0xffff
}

export const crcOf = (text: string): string =>
  utf8(text).reduce(withByte, start).toString(16).toUpperCase().padStart(4, '0')
