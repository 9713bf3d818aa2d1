/**
 * Yuan as Alipay writes them: a decimal string of two places. Only digits are moved; no floating point ever sees an
 * amount.
 */

import { assert } from '../../domain/result.ts'

/** Positive integer fen; `12840` becomes `128.40`. */
export function yuanOf(fen: number): string {
  assert(Number.isSafeInteger(fen) && fen > 0, 'an amount is positive integer fen')
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const yuanPattern = /^(\d{1,11})(?:\.(\d{1,2}))?$/

/** Integer fen, or `undefined` for what is no amount. `0.1` is ten fen: the provider drops a last zero at times. */
export function fenOf(yuan: string): number | undefined {
  const [, whole = '', part = ''] = yuanPattern.exec(yuan) ?? []
  return whole === '' ? undefined : Number(whole + part.padEnd(2, '0'))
}
