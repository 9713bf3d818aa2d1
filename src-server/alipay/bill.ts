/**
 * Unpacks a bill: a zip of two CSV files in GBK, of which one is the list and the other its sum. The list is handed
 * on as its bytes; reading it is another's work. A file that unpacks to more than a day can hold is refused.
 */

import { type Unzipped, unzipSync } from 'fflate'
import { err, ok, type Result } from '../../domain/result.ts'

export type BillRefusal =
  | { readonly kind: 'BillNotZip' }
  | { readonly kind: 'BillTooLarge' }
  /** Not one list in it, or several. */
  | { readonly kind: 'BillListMissing' }

const unpackedBytesMax = 268_435_456
const filesMax = 16
/** Names are written in GBK without saying so, and arrive as one character per byte. */
const nameOf = (raw: string): string => new TextDecoder('gbk').decode(Buffer.from(raw, 'latin1'))
const isList = (name: string): boolean => name.endsWith('.csv') && !name.includes('汇总')

/** Only the list is unpacked, and only while all that was promised stays within bounds. */
function unpack(zip: Uint8Array): Result<Unzipped, BillRefusal> {
  let files = 0
  let bytes = 0
  const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) => {
    files += 1
    bytes += originalSize
    return files <= filesMax && bytes <= unpackedBytesMax && isList(nameOf(name))
  }
  // The library reports a broken archive by throwing.
  try {
    const unzipped = unzipSync(zip, { filter })
    return files > filesMax || bytes > unpackedBytesMax ? err({ kind: 'BillTooLarge' }) : ok(unzipped)
  } catch {
    return err({ kind: 'BillNotZip' })
  }
}

export function billListOf(zip: Uint8Array): Result<Uint8Array, BillRefusal> {
  const unpacked = unpack(zip)
  if (!unpacked.ok) return unpacked
  const [list, ...others] = Object.values(unpacked.value)
  return list === undefined || others.length > 0 ? err({ kind: 'BillListMissing' }) : ok(list)
}
