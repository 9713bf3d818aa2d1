/**
 * A scan as devices give it and as the sale takes it: an item code, a short number, an attendant's badge, or nothing
 * the sale knows. What a code is, `identify` decides; here is only what the sale can do with it today.
 */

import type { Identified, IdentifyRefusal } from './identified.ts'
import { identify, type LaneContext, laneContextDefault } from './identify.ts'
import type { CodeRefusal, Gtin, Symbology } from './retail-code.ts'

/** Where a code came in. */
export const scanSources = ['serial', 'wedge', 'hid', 'camera', 'keyed'] as const

export type ScanSource = (typeof scanSources)[number]

/** One code as read: `text` is the data without prefix, suffix or AIM identifier. */
export interface Scan {
  readonly text: string
  readonly source: ScanSource
  readonly symbology?: Symbology | undefined
  /** The AIM identifier, where the scanner sent one: only it says whether the data are GS1 elements. */
  readonly aim?: string | undefined
}

export const scanTextMax = 512

export type Classified =
  | { readonly kind: 'item'; readonly gtin: Gtin }
  | { readonly kind: 'alias'; readonly code: string }
  | { readonly kind: 'badge'; readonly badge: string }
  | {
      readonly kind: 'unknown'
      readonly why: CodeRefusal | { readonly kind: 'NotReadable' }
      /** What it is nevertheless, or why it is nothing. */
      readonly identified?: Identified
    }

const unreadable: readonly IdentifyRefusal['kind'][] = [
  'Empty',
  'TooLong',
  'ControlCharacter',
  'NotPrintable',
]

function unknown(identified: Identified): Classified {
  if (identified.kind !== 'unknown') return { kind: 'unknown', why: { kind: 'NotARetailCode' }, identified }
  const { refusal } = identified
  if (refusal.kind === 'WrongCheckDigit') return { kind: 'unknown', why: refusal, identified }
  const kind = unreadable.includes(refusal.kind) ? 'NotReadable' : 'NotARetailCode'
  return { kind: 'unknown', why: { kind }, identified }
}

/** What the sale can act on. Kinds of code it does not know yet are unknown to it, whole as they are. */
export function classifyScan(scan: Scan, context: LaneContext = laneContextDefault): Classified {
  const { text, aim, symbology } = scan
  if (text.length > scanTextMax) return { kind: 'unknown', why: { kind: 'NotReadable' } }
  const identified = identify({ data: text, aim, format: symbology }, context)
  if (identified.kind === 'badge') return { kind: 'badge', badge: identified.code }
  if (identified.kind !== 'item') return unknown(identified)
  if (identified.lookUp !== undefined) return { kind: 'alias', code: identified.lookUp }
  return identified.gtin === undefined ? unknown(identified) : { kind: 'item', gtin: identified.gtin }
}
