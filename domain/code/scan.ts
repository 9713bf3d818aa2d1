/**
 * Says what a scanned text is before anything acts on it: an item code, an attendant's badge, or nothing known.
 * It is the only place that decides so, and it never looks anything up.
 */

import { type CodeRefusal, type Gtin, parseRetailCode, type Symbology } from './retail-code.ts'

/** Where a code came in. */
export const scanSources = ['serial', 'wedge', 'hid', 'camera', 'keyed'] as const

export type ScanSource = (typeof scanSources)[number]

/** One code as read: `text` is the data without prefix, suffix or AIM identifier. */
export interface Scan {
  readonly text: string
  readonly source: ScanSource
  readonly symbology?: Symbology | undefined
}

export const scanTextMax = 512

export type Classified =
  | { readonly kind: 'item'; readonly gtin: Gtin }
  | { readonly kind: 'alias'; readonly code: string }
  | { readonly kind: 'badge'; readonly badge: string }
  | { readonly kind: 'unknown'; readonly why: CodeRefusal | { readonly kind: 'NotReadable' } }

/** Badges are Code 128 or QR with this prefix; no item code of any range begins so. */
const badgePattern = /^STAFF-([0-9A-Z]{4,16})$/

/** Short numbers that are no GTIN: produce look-up codes and the store's own (IFPS PLU: 4 or 5 digits). */
const aliasPattern = /^\d{3,6}$/

const printable = /^[\x20-\x7e]+$/

export function classifyScan(scan: Scan): Classified {
  const { text, symbology } = scan
  if (text.length === 0 || text.length > scanTextMax || !printable.test(text)) {
    return { kind: 'unknown', why: { kind: 'NotReadable' } }
  }
  const badge = badgePattern.exec(text)?.[1]
  if (badge !== undefined) return { kind: 'badge', badge }
  if (symbology !== 'upce' && aliasPattern.test(text)) return { kind: 'alias', code: text }
  const gtin = parseRetailCode(text, symbology)
  return gtin.ok ? { kind: 'item', gtin: gtin.value } : { kind: 'unknown', why: gtin.error }
}
