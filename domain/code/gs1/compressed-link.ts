/**
 * Knows a compressed GS1 Digital Link when it sees one, so that it can be refused by its name. Compression packs
 * identifiers into letters that only a resolver of its own time can unpack for sure; the standard has withdrawn it.
 */

import { entryOf } from './table.ts'

const base64Url = /^[-0-9A-Za-z_]{10,256}$/

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** First bytes that stand for customary sets of identifiers instead of one (Digital Link 1.1, table F). */
const packedSets = /^(0[A-F]|1[A-F]|2[A-F]|3[A-F]|4[A-F]|5[A-F]|9[A-D]|A[0-9A-F]|C[0-9A-F])$/

const keys = [
  '00',
  '01',
  '253',
  '255',
  '401',
  '402',
  '414',
  '415',
  '417',
  '8003',
  '8004',
  '8006',
  '8010',
  '8013',
  '8017',
  '8018',
]

/** Whether the last piece of a path begins as packed identifiers do: two decimal digits of a key, or a set. */
export function looksCompressed(segment: string): boolean {
  if (!base64Url.test(segment) || !/\d|[A-Z].*[a-z]/.test(segment)) return false
  const bits = (alphabet.indexOf(segment.charAt(0)) << 6) | alphabet.indexOf(segment.charAt(1))
  const first = (bits >> 4).toString(16).toUpperCase().padStart(2, '0')
  return packedSets.test(first) || keys.some((key) => key.startsWith(first) && entryOf(key) !== undefined)
}
