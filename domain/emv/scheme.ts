/** Which payment schemes a merchant code speaks for, told by the names in its templates. A table, no more. */

import type { MerchantCode } from './merchant-code.ts'

export const guids = {
  pix: 'br.gov.bcb.pix',
  promptPayCredit: 'A000000677010111',
  promptPayBill: 'A000000677010112',
  payNow: 'SG.PAYNOW',
  sgqr: 'SG.SGQR',
} as const

export type EmvScheme = 'pix' | 'promptpay' | 'paynow' | 'sgqr'

const schemeByGuid: ReadonlyMap<string, EmvScheme> = new Map<string, EmvScheme>([
  [guids.pix, 'pix'],
  [guids.promptPayCredit.toLowerCase(), 'promptpay'],
  [guids.promptPayBill.toLowerCase(), 'promptpay'],
  [guids.payNow.toLowerCase(), 'paynow'],
  [guids.sgqr.toLowerCase(), 'sgqr'],
])

/** The first scheme known here; undefined for a card scheme or a stranger. */
export function schemeOf({ templates }: MerchantCode): EmvScheme | undefined {
  for (const { guid } of templates) {
    const scheme = schemeByGuid.get(guid.toLowerCase())
    if (scheme !== undefined) return scheme
  }
  return undefined
}
