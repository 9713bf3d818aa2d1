/**
 * Checks of the contents of GS1 values beyond their characters and lengths: check digits and characters, dates, times,
 * numbers, codes of lists. Each takes the text of one part and names what is wrong with it, or nothing. They take any
 * text, however long, and never throw.
 */

import { checkDigit } from '../retail-code.ts'
import { isCouponCode, isCouponOffer } from './coupon.ts'
import { daysIn, fullYear, readingYearDefault } from './dates.ts'
import { countryLetters, countryNumbers, currencyNumbers } from './lists.ts'

export type CheckFailure =
  | 'CouponMalformed'
  | 'IllegalDay'
  | 'IllegalHour'
  | 'IllegalMinute'
  | 'IllegalMonth'
  | 'IllegalSecond'
  | 'IllegalZeroPrefix'
  | 'IllegalZeroValue'
  | 'IncorrectCheckDigit'
  | 'IncorrectCheckPair'
  | 'IncorrectIbanChecksum'
  | 'InvalidBiologicalSexCode'
  | 'InvalidCompanyPrefix'
  | 'InvalidImporterIndex'
  | 'InvalidLatitude'
  | 'InvalidLongitude'
  | 'InvalidMediaType'
  | 'InvalidPercentSequence'
  | 'InvalidWindingDirection'
  | 'NotACountry'
  | 'NotACurrency'
  | 'NotHyphen'
  | 'NotZero'
  | 'NotZeroOrOne'
  | 'PieceNumberWrong'
  | 'PositionWrong'
  | 'RequiresNonDigit'
  | 'WrongLength'

export type Check = (text: string) => CheckFailure | undefined

const unless =
  (failure: CheckFailure, holds: (text: string) => boolean): Check =>
  (text) =>
    holds(text) ? undefined : failure

const matches = (failure: CheckFailure, pattern: RegExp): Check =>
  unless(failure, (text) => pattern.test(text))

const listed = (failure: CheckFailure, list: ReadonlySet<string>): Check =>
  unless(failure, (text) => list.has(text))

const upTo = (failure: CheckFailure, digits: number, max: number): Check =>
  unless(failure, (text) => text.length === digits && /^\d+$/.test(text) && Number(text) <= max)

const digitsOnly = /^\d+$/

const isCheckDigitRight = (text: string): boolean =>
  digitsOnly.test(text) && checkDigit(text.slice(0, -1)) === text.at(-1)

/** The characters of set 82 in the order that gives them their values (§7.11, table 1). */
const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const set32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** The prime numbers that weigh the characters, from the right. */
const primes: readonly number[] = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
  107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223,
  227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347,
  349, 353, 359, 367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461, 463,
  467, 479, 487, 491, 499, 503, 509,
]
const pairModulus = 1021

/** The two check characters of a Global Model Number (§7.9.5); undefined where a character has no value. */
export function checkCharacters(body: string): string | undefined {
  let sum = 0
  for (let at = 0; at < body.length; at++) {
    const value = set82.indexOf(body.charAt(body.length - 1 - at))
    const prime = primes[at]
    if (value < 0 || prime === undefined) return undefined
    sum += value * prime
  }
  const rest = sum % pairModulus
  return set32.charAt(Math.floor(rest / 32)) + set32.charAt(rest % 32)
}

const isCheckPairRight = (text: string): boolean =>
  text.length > 2 && checkCharacters(text.slice(0, -2)) === text.slice(-2)

/** `year` has four digits. The day may be 00 only where a month without a day is allowed. */
function dayFailure(year: number, monthAndDay: string, mayOmitDay: boolean): CheckFailure | undefined {
  const month = Number(monthAndDay.slice(0, 2))
  const day = Number(monthAndDay.slice(2))
  if (month < 1 || month > 12) return 'IllegalMonth'
  return (day === 0 && !mayOmitDay) || day > daysIn(year, month) ? 'IllegalDay' : undefined
}

const date =
  (digits: 6 | 8, mayOmitDay: boolean): Check =>
  (text) => {
    if (text.length !== digits || !digitsOnly.test(text)) return 'WrongLength'
    const year = Number(text.slice(0, -4))
    return dayFailure(digits === 6 ? fullYear(year, readingYearDefault) : year, text.slice(-4), mayOmitDay)
  }

const hour = upTo('IllegalHour', 2, 23)
const minute = upTo('IllegalMinute', 2, 59)

/** The first digits of a key are those of its company, of which four are the fewest (§1.4.4). */
const companyPrefix = (skipped: number): Check =>
  unless('InvalidCompanyPrefix', (text) => /^\d{4}$/.test(text.slice(skipped, skipped + 4)))

/** ISO 13616: letters count from ten, and the whole is 1 modulo 97. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/.test(text) || !countryLetters.has(text.slice(0, 2))) return false
  let rest = 0
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

function isPieceOfTotal(text: string): boolean {
  const half = text.length / 2
  if (!digitsOnly.test(text) || !Number.isInteger(half)) return false
  const piece = Number(text.slice(0, half))
  return piece > 0 && piece <= Number(text.slice(half))
}

function isPositionInSequence(text: string): boolean {
  const [, position, end] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? []
  return Number(position) <= Number(end)
}

/** Degrees counted from a pole or the date line, in ten-millionths. */
const latitudeMax = 1_800_000_000
const longitudeMax = 3_600_000_000

export const checks = {
  checkDigit: unless('IncorrectCheckDigit', isCheckDigitRight),
  checkCharacters: unless('IncorrectCheckPair', isCheckPairRight),
  companyPrefix: companyPrefix(0),
  companyPrefixAfterOne: companyPrefix(1),
  country: listed('NotACountry', countryNumbers),
  countryLetters: listed('NotACountry', countryLetters),
  countryOr999: unless('NotACountry', (text) => text === '999' || countryNumbers.has(text)),
  couponCode: unless('CouponMalformed', isCouponCode),
  couponOffer: unless('CouponMalformed', isCouponOffer),
  currency: listed('NotACurrency', currencyNumbers),
  date: date(6, false),
  dateOrMonth: date(6, true),
  hasNonDigit: matches('RequiresNonDigit', /\D/),
  hour,
  hourMinute: (text) =>
    text.length === 4 ? (hour(text.slice(0, 2)) ?? minute(text.slice(2))) : 'WrongLength',
  hyphen: matches('NotHyphen', /^-+$/),
  iban: unless('IncorrectIbanChecksum', isIban),
  importerIndex: matches('InvalidImporterIndex', /^[-0-9A-Z_a-z]$/),
  latitude: upTo('InvalidLatitude', 10, latitudeMax),
  longDate: date(8, false),
  longDateOrMonth: date(8, true),
  longitude: upTo('InvalidLongitude', 10, longitudeMax),
  mediaType: matches('InvalidMediaType', /^(0[1-9]|10|[89]\d)$/),
  minute,
  noLeadingZero: matches('IllegalZeroPrefix', /^[1-9]\d*$/),
  nonZero: matches('IllegalZeroValue', /^\d*[1-9]\d*$/),
  /** The list of package types (UN/ECE Recommendation 21) is the business of transport, not of a till. */
  packageType: matches('WrongLength', /^[0-9A-Z]{2,4}$/),
  percentEncoded: unless('InvalidPercentSequence', (text) => !/%(?![0-9A-Fa-f]{2})/.test(text)),
  pieceOfTotal: unless('PieceNumberWrong', isPieceOfTotal),
  positionInSequence: unless('PositionWrong', isPositionInSequence),
  second: upTo('IllegalSecond', 2, 59),
  sex: matches('InvalidBiologicalSexCode', /^[0129]$/),
  winding: matches('InvalidWindingDirection', /^[019]$/),
  yesNo: matches('NotZeroOrOne', /^[01]$/),
  zero: matches('NotZero', /^0+$/),
} as const satisfies Readonly<Record<string, Check>>

export type CheckName = keyof typeof checks
