/** Any merchant code the standard allows, small enough to be written. */

import fc from 'fast-check'
import type { MerchantCode } from '../../../domain/emv/merchant-code.ts'

const ans = (max: number) => fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: max })
const unicode = (max: number) =>
  fc
    .string({ unit: fc.constantFrom(...'最佳运输北京aZ é', '😀', '\u0301'), minLength: 1, maxLength: max })
    .filter((text) => Array.from(text).length <= max)
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const amount = fc
  .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`)

const id = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((number) => String(number).padStart(2, '0'))

const fields = (first: number, last: number, value = ans(8)) =>
  fc.uniqueArray(fc.record({ id: id(first, last), value }), {
    maxLength: 2,
    selector: (field) => field.id,
  })

const inOrder = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((one, other) => Number(one.id) - Number(other.id))

const templates = (first: number, last: number, minLength: number) =>
  fc.uniqueArray(fc.record({ id: id(first, last), guid: ans(16), fields: fields(1, 99).map(inOrder) }), {
    minLength,
    maxLength: 2,
    selector: (template) => template.id,
  })

const tip = fc.oneof(
  fc.constant({ kind: 'askPayer' as const }),
  fc.record({ kind: fc.constant('fixed' as const), amount }),
  fc.record({
    kind: fc.constant('percent' as const),
    percent: fc.constantFrom('5', '12.5', '0.01', '99.99'),
  }),
)

const additional = fc.record(
  {
    billNumber: ans(25),
    referenceLabel: fc.constantFrom('***', 'A1'),
    terminalLabel: ans(8),
    payerData: fc.constantFrom('A', 'ME', 'EAM'),
    rest: fields(12, 99).map(inOrder),
  },
  { requiredKeys: ['rest', 'billNumber'] },
)

const alternative = fc.record(
  {
    language: fc.constantFrom('ZH', 'th'),
    name: unicode(25),
    city: unicode(15),
    rest: fields(3, 99).map(inOrder),
  },
  { requiredKeys: ['language', 'name', 'rest'] },
)

export const merchantCode: fc.Arbitrary<MerchantCode> = fc.record(
  {
    use: fc.constantFrom('static' as const, 'dynamic' as const),
    accounts: fields(2, 25).map(inOrder),
    templates: fc
      .tuple(templates(26, 51, 1), templates(80, 99, 0))
      .map(([one, other]) => [...inOrder(one), ...inOrder(other)]),
    categoryCode: digits(4),
    currency: digits(3),
    amount,
    countryCode: fc.stringMatching(/^[A-Z]{2}$/),
    name: ans(25),
    city: ans(15),
    postalCode: ans(10),
    tip,
    additional,
    alternative,
    reserved: fields(65, 79).map(inOrder),
  },
  { requiredKeys: ['accounts', 'templates', 'reserved'] },
)
