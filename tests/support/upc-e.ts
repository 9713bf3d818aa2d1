/**
 * A second way from UPC-E to UPC-A, by the table of GS1 General Specifications §5.2.2.4 written out, as an oracle for
 * the product's own.
 */

import { checkDigit } from '../../domain/code/retail-code.ts'

export function upcE(system: string, six: string): { readonly upcA: string; readonly upcE: string } {
  const [a, b, c, d, e, f] = six
  const tables: Readonly<Record<string, string>> = {
    '0': `${a}${b}00000${c}${d}${e}`,
    '1': `${a}${b}10000${c}${d}${e}`,
    '2': `${a}${b}20000${c}${d}${e}`,
    '3': `${a}${b}${c}00000${d}${e}`,
    '4': `${a}${b}${c}${d}00000${e}`,
  }
  const body = system + (tables[f ?? ''] ?? `${a}${b}${c}${d}${e}0000${f}`)
  const check = checkDigit(body)
  return { upcA: body + check, upcE: system + six + check }
}
