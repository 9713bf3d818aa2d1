/**
 * PromptPay, the Thai profile of merchant codes: a transfer to a proxy (field 29) or a bill to a biller (field 30). It
 * has no way to ask whether it was paid, so nobody unattended may release goods for it.
 */

import { err, ok, type Result } from '../result.ts'
import { amountMinorOf, emvAmount } from './amount.ts'
import { fieldOf, type MerchantCode, templateOf } from './merchant-code.ts'
import { guids } from './scheme.ts'

/** `phone` is the international number in digits, `66812223333`. */
export interface PromptPayTransfer {
  readonly kind: 'phone' | 'taxNumber' | 'eWallet'
  readonly number: string
}

export interface PromptPayBill {
  readonly kind: 'bill'
  /** Tax number and suffix, fifteen digits. */
  readonly billerId: string
  readonly reference1: string
  readonly reference2?: string
}

export interface PromptPayCode {
  readonly payee: PromptPayTransfer | PromptPayBill
  /** In satang; undefined lets the payer choose. */
  readonly amountMinor?: number
}

export type PromptPayRefusal = {
  readonly kind: 'NotPromptPay' | 'NotBaht' | 'PayeeMalformed' | 'AmountRefused'
}

const baht = '764'
const bahtDigits = 2
const phoneDigits = 13

const transfers = [
  { kind: 'phone', id: '01', form: /^\d{13}$/ },
  { kind: 'taxNumber', id: '02', form: /^\d{13}$/ },
  { kind: 'eWallet', id: '03', form: /^\d{15}$/ },
] as const

const reference = /^[0-9A-Z]{1,20}$/
const refused = (kind: PromptPayRefusal['kind']) => err<PromptPayRefusal>({ kind })
const malformed = refused('PayeeMalformed')

function readTransfer(code: MerchantCode): Result<PromptPayTransfer, PromptPayRefusal> | undefined {
  const template = templateOf(code, guids.promptPayCredit)
  if (template === undefined) return undefined
  const [found, ...others] = transfers.flatMap(({ kind, id, form }) => {
    const number = fieldOf(template, id)
    return number === undefined ? [] : [{ kind, number, isGood: form.test(number) }]
  })
  if (found === undefined || others.length > 0 || !found.isGood) return malformed
  const { kind, number } = found
  return ok({ kind, number: kind === 'phone' ? number.replace(/^0+/, '') : number })
}

function readBill(code: MerchantCode): Result<PromptPayBill, PromptPayRefusal> | undefined {
  const template = templateOf(code, guids.promptPayBill)
  if (template === undefined) return undefined
  const [billerId = '', reference1 = '', reference2] = ['01', '02', '03'].map((id) => fieldOf(template, id))
  const isGood = /^\d{15}$/.test(billerId) && reference.test(reference1) && reference.test(reference2 ?? '0')
  return isGood
    ? ok({ kind: 'bill', billerId, reference1, ...(reference2 !== undefined && { reference2 }) })
    : malformed
}

export function readPromptPay(code: MerchantCode): Result<PromptPayCode, PromptPayRefusal> {
  const payee = readTransfer(code) ?? readBill(code) ?? refused('NotPromptPay')
  if (!payee.ok) return payee
  if (code.currency !== baht) return refused('NotBaht')
  if (code.amount === undefined) return ok({ payee: payee.value })
  const amountMinor = amountMinorOf(code.amount, bahtDigits)
  return amountMinor === undefined ? refused('AmountRefused') : ok({ payee: payee.value, amountMinor })
}

function templateFor(payee: PromptPayCode['payee']): MerchantCode['templates'][number] {
  if (payee.kind === 'bill') {
    const { billerId, reference1, reference2 } = payee
    const references = [
      { id: '02', value: reference1 },
      ...(reference2 === undefined ? [] : [{ id: '03', value: reference2 }]),
    ]
    return { id: '30', guid: guids.promptPayBill, fields: [{ id: '01', value: billerId }, ...references] }
  }
  const id = transfers.find(({ kind }) => kind === payee.kind)?.id ?? '01'
  const value = payee.kind === 'phone' ? payee.number.padStart(phoneDigits, '0') : payee.number
  return { id: '29', guid: guids.promptPayCredit, fields: [{ id, value }] }
}

/** A code with an amount is for one sale, one without for any. */
export const promptPayMerchantCode = ({ payee, amountMinor }: PromptPayCode): MerchantCode => ({
  use: amountMinor === undefined ? 'static' : 'dynamic',
  accounts: [],
  templates: [templateFor(payee)],
  countryCode: 'TH',
  currency: baht,
  ...(amountMinor !== undefined && { amount: emvAmount(amountMinor, bahtDigits) }),
  reserved: [],
})
