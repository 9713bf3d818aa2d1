/**
 * PIX, the Brazilian central bank's profile of merchant codes (BR Code, Manual de Padrões para Iniciação do Pix): a
 * static code names a key, a dynamic one the place where the payer's bank reads the charge. Only a dynamic code can be
 * asked about; that it was paid, no code can say.
 */

import { err, ok, type Result } from '../result.ts'
import { amountMinorOf, emvAmount } from './amount.ts'
import { fieldOf, type MerchantCode, missingFields, templateOf } from './merchant-code.ts'
import { guids } from './scheme.ts'

interface Receiver {
  readonly name: string
  readonly city: string
}

export interface StaticPix extends Receiver {
  readonly kind: 'static'
  /** The receiver's: a telephone, tax number, e-mail or random key. */
  readonly key: string
  readonly info?: string
  /** Undefined lets the payer choose; so does a code that says nought. */
  readonly amountMinor?: number
  readonly txid?: string
}

export interface DynamicPix extends Receiver {
  readonly kind: 'dynamic'
  /** Host and path, without scheme: it is always https. */
  readonly location: string
  /** Where the terms of a recurring payment stand, in a composite code. */
  readonly recurrence?: string
}

export type PixCode = StaticPix | DynamicPix

export type PixRefusal = {
  readonly kind:
    | 'NotPix'
    | 'NotReais'
    | 'NotBrazil'
    | 'FieldsMissing'
    | 'KeyOrLocation'
    | 'LocationHasScheme'
    | 'AmountRefused'
    | 'TxidRefused'
}

const reais = '986'
const reaisDigits = 2
const country = 'BR'
/** The receiver's bank gives the number of a dynamic charge; here stands only that. */
const noTxid = '***'
const txidForm = /^[0-9A-Za-z]{1,25}$/
const accountId = '26'
const recurrenceId = '80'
const sub = { key: '01', info: '02', location: '25' } as const

const refused = (kind: PixRefusal['kind']) => err<PixRefusal>({ kind })

function readStatic(
  code: MerchantCode,
  key: string,
  info: string | undefined,
  receiver: Receiver,
): Result<StaticPix, PixRefusal> {
  const amountMinor = code.amount === undefined ? undefined : amountMinorOf(code.amount, reaisDigits)
  if (code.amount !== undefined && amountMinor === undefined) return refused('AmountRefused')
  const label = code.additional?.referenceLabel
  const txid = label === noTxid ? undefined : label
  if (txid !== undefined && !txidForm.test(txid)) return refused('TxidRefused')
  return ok({
    kind: 'static',
    ...receiver,
    key,
    ...(info !== undefined && { info }),
    ...(amountMinor !== undefined && amountMinor > 0 && { amountMinor }),
    ...(txid !== undefined && { txid }),
  })
}

function readDynamic(
  code: MerchantCode,
  location: string,
  receiver: Receiver,
): Result<DynamicPix, PixRefusal> {
  const composite = code.templates.find(
    ({ id, guid }) => id === recurrenceId && guid.toLowerCase() === guids.pix,
  )
  const recurrence = composite && fieldOf(composite, sub.location)
  if ([location, recurrence ?? ''].some((place) => place.includes('://'))) return refused('LocationHasScheme')
  return ok({ kind: 'dynamic', ...receiver, location, ...(recurrence !== undefined && { recurrence }) })
}

/** What a decoded code asks a Brazilian wallet to pay. The amount of a dynamic code stands at its location. */
export function readPix(code: MerchantCode): Result<PixCode, PixRefusal> {
  const account = templateOf(code, guids.pix)
  if (account === undefined || account.id === recurrenceId) return refused('NotPix')
  if (code.currency !== undefined && code.currency !== reais) return refused('NotReais')
  if (code.countryCode !== undefined && code.countryCode !== country) return refused('NotBrazil')
  const { name, city } = code
  if (missingFields(code).length > 0 || name === undefined || city === undefined)
    return refused('FieldsMissing')
  const [key, info, location] = [sub.key, sub.info, sub.location].map((id) => fieldOf(account, id))
  if (location !== undefined && key === undefined) return readDynamic(code, location, { name, city })
  return key === undefined || location !== undefined
    ? refused('KeyOrLocation')
    : readStatic(code, key, info, { name, city })
}

const optional = (id: string, value: string | undefined) => (value === undefined ? [] : [{ id, value }])

export function pixMerchantCode(pix: PixCode): MerchantCode {
  const isDynamic = pix.kind === 'dynamic'
  const fields = isDynamic
    ? [{ id: sub.location, value: pix.location }]
    : [{ id: sub.key, value: pix.key }, ...optional(sub.info, pix.info)]
  const recurrence = isDynamic ? optional(sub.location, pix.recurrence) : []
  const amountMinor = isDynamic ? undefined : pix.amountMinor
  return {
    ...(isDynamic && { use: 'dynamic' }),
    accounts: [],
    templates: [
      { id: accountId, guid: guids.pix, fields },
      ...(recurrence.length > 0 ? [{ id: recurrenceId, guid: guids.pix, fields: recurrence }] : []),
    ],
    categoryCode: '0000',
    currency: reais,
    ...(amountMinor !== undefined && { amount: emvAmount(amountMinor, reaisDigits) }),
    countryCode: country,
    name: pix.name,
    city: pix.city,
    additional: { referenceLabel: (isDynamic ? undefined : pix.txid) ?? noTxid, rest: [] },
    reserved: [],
  }
}
