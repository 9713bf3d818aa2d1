/**
 * Who this wallet is and how it speaks: a payer id kept in the browser (or named in the address, so that two wallets
 * fit one browser) and the chosen language.
 */

import { type Language, languages } from './messages.ts'

const payerPattern = /^[0-9A-Za-z_-]{1,64}$/
const payerBytes = 12

function newPayer(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(payerBytes))
  return `o${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

export function thisPayer(address: URL, storage: Storage): string {
  const named = address.searchParams.get('payer')
  if (named !== null && payerPattern.test(named)) return named
  const kept = storage.getItem('payer')
  if (kept !== null && payerPattern.test(kept)) return kept
  const payer = newPayer()
  storage.setItem('payer', payer)
  return payer
}

export function thisLanguage(address: URL, storage: Storage): Language {
  const wished = [address.searchParams.get('lang'), storage.getItem('language'), navigator.language]
  const first = wished.find((tag) => tag !== null)
  return languages.find((language) => language === first) ?? (first?.startsWith('zh') ? 'zh-CN' : 'en')
}

export const keepLanguage = (language: Language, storage: Storage): void =>
  storage.setItem('language', language)
