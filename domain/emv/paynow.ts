/**
 * PayNow, the profile of Singapore, alone or among others in one SGQR code: a transfer to a mobile number or a company
 * number (UEN). It has no way to ask whether it was paid, so nobody unattended may release goods for it.
 */

import { err, ok, type Result } from '../result.ts'
import { amountMinorOf, emvAmount } from './amount.ts'
import { fieldOf, type MerchantCode, templateOf } from './merchant-code.ts'
import { guids } from './scheme.ts'

export interface PayNowCode {
  readonly proxy: { readonly kind: 'mobile' | 'uen'; readonly value: string }
  readonly isAmountEditable: boolean
  /** `20261231`; undefined for a code that does not expire. */
  readonly expiresOn?: string
  /** In cents; undefined lets the payer choose. */
  readonly amountMinor?: number
  readonly billNumber?: string
  readonly name: string
  readonly city: string
  /** The number of the SGQR label this code is printed on. */
  readonly sgqrId?: string
}

export type PayNowRefusal = {
  readonly kind:
    | 'NotPayNow'
    | 'NotSingaporeDollars'
    | 'ProxyMalformed'
    | 'FieldsMissing'
    | 'ExpiryMalformed'
    | 'AmountRefused'
}

const dollars = '702'
const dollarDigits = 2
const proxies = { mobile: '0', uen: '2' } as const
const proxyForms = { mobile: /^\+\d{8,15}$/, uen: /^[0-9A-Z]{9,13}$/ } as const
const accountId = '26'
const labelId = '51'
const refused = (kind: PayNowRefusal['kind']) => err<PayNowRefusal>({ kind })

function readProxy(
  type: string | undefined,
  value: string | undefined,
): Result<PayNowCode['proxy'], PayNowRefusal> {
  const kind = type === proxies.mobile ? 'mobile' : 'uen'
  const isGood = type === proxies[kind] && value !== undefined && proxyForms[kind].test(value)
  return isGood ? ok({ kind, value }) : refused('ProxyMalformed')
}

export function readPayNow(code: MerchantCode): Result<PayNowCode, PayNowRefusal> {
  const account = templateOf(code, guids.payNow)
  if (account === undefined) return refused('NotPayNow')
  if (code.currency !== dollars) return refused('NotSingaporeDollars')
  const [type, value, editable, expiresOn] = ['01', '02', '03', '04'].map((id) => fieldOf(account, id))
  const proxy = readProxy(type, value)
  if (!proxy.ok) return proxy
  const { name, city } = code
  if ((editable !== '0' && editable !== '1') || name === undefined || city === undefined)
    return refused('FieldsMissing')
  if (expiresOn !== undefined && !/^\d{8}$/.test(expiresOn)) return refused('ExpiryMalformed')
  const amountMinor = code.amount === undefined ? undefined : amountMinorOf(code.amount, dollarDigits)
  if (code.amount !== undefined && amountMinor === undefined) return refused('AmountRefused')
  const label = templateOf(code, guids.sgqr)
  const sgqrId = label && fieldOf(label, '01')
  const billNumber = code.additional?.billNumber
  return ok({
    proxy: proxy.value,
    isAmountEditable: editable === '1',
    ...(expiresOn !== undefined && { expiresOn }),
    ...(amountMinor !== undefined && { amountMinor }),
    ...(billNumber !== undefined && { billNumber }),
    name,
    city,
    ...(sgqrId !== undefined && { sgqrId }),
  })
}

export function payNowMerchantCode(pay: PayNowCode): MerchantCode {
  const { proxy, isAmountEditable, expiresOn, amountMinor, billNumber, name, city, sgqrId } = pay
  const fields = [
    { id: '01', value: proxies[proxy.kind] },
    { id: '02', value: proxy.value },
    { id: '03', value: isAmountEditable ? '1' : '0' },
    ...(expiresOn === undefined ? [] : [{ id: '04', value: expiresOn }]),
  ]
  const label =
    sgqrId === undefined ? [] : [{ id: labelId, guid: guids.sgqr, fields: [{ id: '01', value: sgqrId }] }]
  return {
    use: amountMinor === undefined ? 'static' : 'dynamic',
    accounts: [],
    templates: [{ id: accountId, guid: guids.payNow, fields }, ...label],
    categoryCode: '0000',
    currency: dollars,
    ...(amountMinor !== undefined && { amount: emvAmount(amountMinor, dollarDigits) }),
    countryCode: 'SG',
    name,
    city,
    ...(billNumber !== undefined && { additional: { billNumber, rest: [] } }),
    reserved: [],
  }
}
