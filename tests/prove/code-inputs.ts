/**
 * Inputs for the proof of codes: element strings and Digital Links made from the table of AIs, most of them right, and
 * then spoilt the way scanners, printers and people with bad intent spoil them. The same seed gives the same inputs.
 */

import { checkCharacters } from '../../domain/code/gs1/checks.ts'
import { type Gs1Element, separator } from '../../domain/code/gs1/elements.ts'
import type { AiEntry, Part } from '../../domain/code/gs1/entry.ts'
import { gs1Table } from '../../domain/code/gs1/table.ts'
import { checkDigit } from '../../domain/code/retail-code.ts'
import { present } from '../../domain/result.ts'

export type Fraction = () => number

export const pick = <T>(list: readonly T[], fraction: Fraction): T =>
  present(list[Math.floor(fraction() * list.length)], 'there is something to pick from')

const characters = {
  N: '0123456789',
  X: '!"%&\'*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
} as const

const randomText = (set: string, length: number, fraction: Fraction): string =>
  Array.from({ length }, () => set.charAt(Math.floor(fraction() * set.length))).join('')

/** Likely values of parts whose random digits would hardly ever pass. */
const likely: Readonly<Partial<Record<string, readonly string[]>>> = {
  dateOrMonth: ['261130', '280229', '260200', '991231', '261301', '270229'],
  date: ['261130', '280229', '260200', '991231', '261301', '270229'],
  longDate: ['20261130', '19000229', '20000229'],
  hourMinute: ['0000', '2359', '2400', '1260'],
  hour: ['00', '23', '24'],
  minute: ['00', '59', '60'],
  second: ['00', '59', '60'],
  country: ['156', '276', '000', '999'],
  countryOr999: ['156', '999', '998'],
  countryLetters: ['CN', 'DE', 'XX'],
  currency: ['156', '978', '392', '924', '000'],
  couponCode: ['106141416543213150110120', '012345612345611110123'],
  couponOffer: ['101234561234560123456', '30'],
  iban: ['GB98MIDL07009312345678', 'BE71096123456760'],
  percentEncoded: ['Main%20Street', 'A%', 'B%zz'],
  positionInSequence: ['1/3', '3/1'],
  packageType: ['BX', '1A', 'ZZZZ'],
  hyphen: ['-', '+'],
  sex: ['0', '1', '4'],
}

function partValue({ charset, lengthMin, lengthMax, checks }: Part, fraction: Fraction): string {
  const values = checks.flatMap((check) => likely[check] ?? [])
  if (values.length > 0) return pick(values, fraction)
  const length = lengthMin + Math.floor(fraction() * (lengthMax - lengthMin + 1))
  const text = randomText(characters[charset], length, fraction)
  if (checks.includes('checkDigit')) return text.slice(0, -1) + checkDigit(text.slice(0, -1))
  if (!checks.includes('checkCharacters')) return text
  const body = `1987${text.slice(4, -2)}`
  return body + (checkCharacters(body) ?? '')
}

const elementOf = ({ ai, parts }: AiEntry, fraction: Fraction): Gs1Element => ({
  ai,
  value: parts
    .filter(({ isOptional }) => !isOptional || fraction() < 0.5)
    .map((part) => partValue(part, fraction))
    .join(''),
})

const byAi = new Map(gs1Table.map((entry) => [entry.ai, entry]))

/** An AI with what it needs, so that most strings are whole. */
function withNeeds(entry: AiEntry, fraction: Fraction): readonly AiEntry[] {
  const group = entry.needs.length === 0 ? [] : pick(entry.needs, fraction)
  const needed = group.flatMap(
    (pattern) => byAi.get(pattern.replaceAll('n', () => String(Math.floor(fraction() * 4)))) ?? [],
  )
  return [...needed, entry]
}

export function someElements(fraction: Fraction): readonly Gs1Element[] {
  const wanted = Array.from({ length: 1 + Math.floor(fraction() * 3) }, () => pick(gs1Table, fraction))
  const entries = [...new Set(wanted.flatMap((entry) => withNeeds(entry, fraction)))]
  return entries.map((entry) => elementOf(entry, fraction))
}

export function asElementString(elements: readonly Gs1Element[]): string {
  return elements.map(({ ai, value }) => `${ai}${value}${byAi.get(ai)?.isFixed ? '' : separator}`).join('')
}

export function asLink(elements: readonly Gs1Element[]): string {
  const [key, ...others] = elements.map(({ ai, value }) => [ai, encodeURIComponent(value)] as const)
  const query = others.map((pair) => pair.join('=')).join('&')
  return `https://a.cn/${key?.join('/') ?? ''}${query === '' ? '' : `?${query}`}`
}

const strange = [
  '\u0000',
  '\u001d',
  '\u202e',
  '٣',
  ']C1',
  '^',
  '<GS>',
  '%00',
  '%25',
  '../',
  '@',
  '(',
  '0',
  '9',
  '~',
]

/** One way to spoil a text. */
const spoilers: readonly ((text: string, at: number, fraction: Fraction) => string)[] = [
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at, fraction) => text.slice(0, at) + pick(strange, fraction) + text.slice(at),
  (text, at, fraction) => text.slice(0, at) + String(Math.floor(fraction() * 10)) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
  (text, at) => text.slice(0, at),
  (text) => text.replace(separator, ''),
  (text, at) => text + text.slice(at),
  (text, at) => text.slice(at),
]

/** Half of the texts stay as they are. */
export function spoilt(text: string, fraction: Fraction): string {
  let now = text
  for (let times = Math.floor(fraction() * 4) - 1; times > 0; times--) {
    now = pick(spoilers, fraction)(now, Math.floor(fraction() * (now.length + 1)), fraction)
  }
  return now
}
