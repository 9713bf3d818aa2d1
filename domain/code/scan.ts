/**
 * A scan as devices give it and as the sale takes it: an item code, a short number, an attendant's badge, or nothing
 * the sale knows. What a code is, `identify` decides; here is only what the sale can do with it today.
 */

import type { TenderKind } from '../sale/tenders.ts'
import type { IsoDate } from './gs1/dates.ts'
import type { Identified, IdentifyRefusal, ItemCode } from './identified.ts'
import { identify, type LaneContext, laneContextDefault } from './identify.ts'
import { type CodeWallet, faceRule } from './payment-codes.ts'
import type { CodeRefusal, Gtin, Symbology } from './retail-code.ts'

/** Where a code came in. */
export const scanSources = ['serial', 'wedge', 'hid', 'camera', 'keyed'] as const

export type ScanSource = (typeof scanSources)[number]

/** One code as read: `text` is the data without prefix, suffix or AIM identifier. */
export interface Scan {
  readonly text: string
  readonly source: ScanSource
  readonly symbology?: Symbology | undefined
  /** The AIM identifier, where the scanner sent one: only it says whether the data are GS1 elements. */
  readonly aim?: string | undefined
}

export const scanTextMax = 512

/**
 * What a label says of the very pack it is on. Such a line is sold as it is and never counted up: the next pack has
 * another weight, price or serial number.
 */
export interface Pack {
  readonly weightGrams?: number | undefined
  /** Set where the lane's own scale weighed it, and not a label's. */
  readonly weightSource?: 'scale' | undefined
  /** The price of the whole pack, as printed. */
  readonly priceMinor?: number | undefined
  readonly serial?: string | undefined
  readonly batch?: string | undefined
}

/** What a shopper holds up to be charged: a code of their wallet, or a token of their face. */
export interface PayerCode {
  readonly kind: 'code' | 'face'
  readonly value: string
  /** Whose face it is, where the wallet wants to be told again; as secret as the token. */
  readonly holder?: string | undefined
}

/** What the label of an item says beside which item it is. */
export interface OnLabel {
  /** Weight, price or number of this very pack; `undefined` where it is one like any other. */
  readonly pack?: Pack | undefined
  /** Also of a pack like any other: a recall may name it. */
  readonly batch?: string | undefined
  /** The last day on which it may be sold. */
  readonly sellUntil?: IsoDate | undefined
  /** The day until which its maker vouches for it (AI 15). */
  readonly bestBefore?: IsoDate | undefined
}

export type Classified =
  | ({ readonly kind: 'item'; readonly gtin: Gtin } & OnLabel)
  | ({ readonly kind: 'alias'; readonly code: string } & OnLabel)
  | { readonly kind: 'badge'; readonly badge: string }
  /** A card with stored value, or a coupon. */
  | { readonly kind: 'tender'; readonly tender: TenderKind; readonly code: string }
  /** A basket that was handed over or parked. */
  | { readonly kind: 'handOver'; readonly code: string }
  | {
      readonly kind: 'paymentCode'
      readonly wallet: CodeWallet
      /** A bearer secret: to be charged once, never to be written anywhere. */
      readonly credential: PayerCode
    }
  /** A payment code while no payment waits for one: what it says is not kept. */
  | { readonly kind: 'earlyPaymentCode' }
  /** A code by which the shopper would be paid. */
  | { readonly kind: 'payeeCode' }
  | {
      readonly kind: 'unknown'
      readonly why: CodeRefusal | { readonly kind: 'NotReadable' }
      /** What it is nevertheless, or why it is nothing. */
      readonly identified?: Identified
    }

const unreadable: readonly IdentifyRefusal['kind'][] = [
  'Empty',
  'TooLong',
  'ControlCharacter',
  'NotPrintable',
]

function unknown(identified: Identified): Classified {
  if (identified.kind !== 'unknown') return { kind: 'unknown', why: { kind: 'NotARetailCode' }, identified }
  const { refusal } = identified
  if (refusal.kind === 'NoPaymentWaiting') return { kind: 'earlyPaymentCode' }
  if (refusal.kind === 'PayeeCode') return { kind: 'payeeCode' }
  if (refusal.kind === 'WrongCheckDigit') return { kind: 'unknown', why: refusal, identified }
  const kind = unreadable.includes(refusal.kind) ? 'NotReadable' : 'NotARetailCode'
  return { kind: 'unknown', why: { kind }, identified }
}

const isItemCode = (identified: Identified): identified is ItemCode =>
  identified.kind === 'item' || identified.kind === 'weighedLabel' || identified.kind === 'serialisedItem'

function onLabel(code: ItemCode): OnLabel {
  const { weightGrams, priceMinor, serial, batch, sellBy, expiry, bestBefore } = code
  const dates = [sellBy, expiry].filter((date) => date !== undefined).sort()
  const facts = Object.entries({ weightGrams, priceMinor, serial, batch }).filter(
    ([, value]) => value !== undefined,
  )
  const isPack = weightGrams !== undefined || priceMinor !== undefined || serial !== undefined
  const pack: Pack | undefined = isPack ? Object.fromEntries(facts) : undefined
  return {
    ...(pack && { pack }),
    ...(batch !== undefined && { batch }),
    ...(dates[0] !== undefined && { sellUntil: dates[0] }),
    ...(bestBefore !== undefined && { bestBefore }),
  }
}

/** In-store numbers name an item by the digits behind their two-digit prefix, filled up with zeros. */
const itemDigits = (itemNumber: string): string => itemNumber.slice(2).replace(/^0+/, '')

/** Labels that count their pieces, or name a currency, are none that the sale can price: it must not guess. */
function sellable(code: ItemCode): Classified {
  const { gtin, lookUp, itemNumber, count, currency } = code
  if (count !== undefined || currency !== undefined) return unknown(code)
  const label = onLabel(code)
  if (lookUp !== undefined) return { kind: 'alias', code: lookUp, ...label }
  if (itemNumber !== undefined) return { kind: 'alias', code: itemDigits(itemNumber), ...label }
  return gtin === undefined ? unknown(code) : { kind: 'item', gtin, ...label }
}

/** What the sale can act on. Kinds of code it does not know yet are unknown to it, whole as they are. */
export function classifyScan(scan: Scan, context: LaneContext = laneContextDefault): Classified {
  const { text, aim, symbology } = scan
  if (text.length > scanTextMax) return { kind: 'unknown', why: { kind: 'NotReadable' } }
  const identified = identify({ data: text, aim, format: symbology }, context)
  if (identified.kind === 'badge') return { kind: 'badge', badge: identified.code }
  if (identified.kind === 'member') return { kind: 'tender', tender: 'storedValue', code: identified.code }
  if (identified.kind === 'coupon') return { kind: 'tender', tender: 'coupon', code: identified.code }
  if (identified.kind === 'handOver') return { kind: 'handOver', code: identified.code }
  if (identified.kind === 'paymentCode') {
    const { wallet, code, rule } = identified
    const credential = { kind: rule === faceRule ? 'face' : 'code', value: code } as const
    return { kind: 'paymentCode', wallet, credential }
  }
  return isItemCode(identified) ? sellable(identified) : unknown(identified)
}
