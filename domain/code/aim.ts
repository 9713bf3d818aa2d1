/**
 * AIM symbology identifiers: the three characters `]cm` that a scanner may send before the data to say what the
 * symbol was (ISO/IEC 15424). They come from outside, so an identifier is a hint for reading digits, never a proof.
 */

import type { Symbology } from './retail-code.ts'
import type { Scan, ScanSource } from './scan.ts'

const identifier = /^\]([A-Za-z])([0-9A-Za-z])/

/** `]E` covers the whole EAN/UPC family; the digits sent tell its members apart (ISO/IEC 15424, table 1, note on E). */
const eanByLength: Readonly<Record<number, Symbology>> = {
  6: 'upce',
  7: 'upce',
  8: 'upce',
  12: 'upca',
  13: 'ean13',
}

const eanWithAddOnDigits = [15, 18]

const ean13Digits = 13

interface Identified {
  readonly symbology: Symbology
  readonly text: string
}

function identifyEan(modifier: string, text: string): Identified {
  if (modifier === '4') return { symbology: 'ean8', text }
  if (modifier === '0') return { symbology: eanByLength[text.length] ?? 'other', text }
  if (modifier === '3' && eanWithAddOnDigits.includes(text.length)) {
    return { symbology: 'ean13', text: text.slice(0, ean13Digits) }
  }
  return { symbology: 'other', text }
}

function identify(code: string, modifier: string, text: string): Identified {
  switch (code) {
    case 'E':
      return identifyEan(modifier, text)
    case 'C':
      return { symbology: 'code128', text }
    case 'I':
      return { symbology: text.length === 14 ? 'itf14' : 'other', text }
    case 'e':
      return { symbology: 'databar', text }
    case 'Q':
      return { symbology: 'qr', text }
    case 'd':
      return { symbology: 'datamatrix', text }
  }
  return { symbology: 'other', text }
}

/**
 * What a scanner sent, as a scan: the identifier, if there is one, is taken off, kept, and becomes the symbology.
 * Of an EAN-13 with an add-on (`]E3`) the add-on is dropped: it says the issue of a periodical, not the item.
 */
export function scanOf(sent: string, source: ScanSource): Scan {
  const match = identifier.exec(sent)
  const [code, modifier] = [match?.[1], match?.[2]]
  if (code === undefined || modifier === undefined) return { text: sent, source }
  return { source, aim: sent.slice(0, 3), ...identify(code, modifier, sent.slice(3)) }
}
