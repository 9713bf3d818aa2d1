/**
 * Who this wallet is and how it speaks: a payer id kept in the browser (or named in the address, so that two wallets
 * fit one browser), which wallet and which demo account it plays, and the chosen language.
 */

import { type Provider, providers } from './api.ts'
import { type Language, languages, type PersonKind, personKinds } from './messages.ts'

const payerPattern = /^[0-9A-Za-z_-]{1,64}$/
const payerBytes = 12
const payerCharsMax = 64

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

/** The account a payment is made from: the platforms know demo people by the beginning of their name. */
export const userOf = (payer: string, person: PersonKind): string =>
  person === 'plain' ? payer : `${person}-${payer}`.slice(0, payerCharsMax)

/** A choice out of `all`: named in the address, else kept, else the first. */
const choice = <T extends string>(
  all: readonly [T, ...T[]],
  name: string,
  address: URL,
  storage: Storage,
): T => {
  const wished = address.searchParams.get(name) ?? storage.getItem(name)
  return all.find((each) => each === wished) ?? all[0]
}

export const thisProvider = (address: URL, storage: Storage): Provider =>
  choice(providers, 'wallet', address, storage)
export const keepProvider = (provider: Provider, storage: Storage): void =>
  storage.setItem('wallet', provider)

export const thisPerson = (address: URL, storage: Storage): PersonKind =>
  choice(personKinds, 'person', address, storage)
export const keepPerson = (person: PersonKind, storage: Storage): void => storage.setItem('person', person)
