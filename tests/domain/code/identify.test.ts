/** Identification holds for whatever comes in: it always answers, says why, and what it reads it can say again. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingOf } from '../../../domain/code/carrier.ts'
import { parseDigitalLink } from '../../../domain/code/gs1/digital-link.ts'
import { parseElements, separator } from '../../../domain/code/gs1/elements.ts'
import { entryOf } from '../../../domain/code/gs1/table.ts'
import { identify, laneContextDefault } from '../../../domain/code/identify.ts'
import { paymentCodeRules } from '../../../domain/code/payment-codes.ts'
import { priceVerifier } from '../../../domain/code/price-verifier.ts'
import { symbologies } from '../../../domain/code/retail-code.ts'
import { classifyScan } from '../../../domain/code/scan.ts'
import { storeCodeRules } from '../../../domain/code/store-codes.ts'
import { type StoreTemplate, storeLayouts } from '../../../domain/code/store-templates.ts'
import { gtin13 } from '../../support/arbitrary.ts'

const aim = fc.stringMatching(/^\][A-Za-z][0-9A-Za-z]$/)
const wild = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'0123456789', separator), maxLength: 60 }),
  fc.stringMatching(/^https?:\/\/a\/[\d/%A-F.?&=@]{1,60}$/),
)

const set82 = fc.stringMatching(/^[!"%-?A-Z_a-z]{1,20}$/).filter((text) => !/<(gs|fnc1?|0x1d)>/i.test(text))

describe('identification', () => {
  it('answers anything with a kind and a rule, and never throws', () => {
    fc.assert(
      fc.property(
        wild,
        fc.option(aim, { nil: undefined }),
        fc.option(fc.constantFrom(...symbologies), { nil: undefined }),
        fc.boolean(),
        (data, given, format, isPaying) => {
          const found = identify({ data, aim: given, format }, { ...laneContextDefault, isPaying })
          expect(found.rule).not.toBe('')
          if (found.kind !== 'unknown') expect(data.replaceAll(separator, '')).toMatch(/^[ -~]+$/)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('takes digits for a payment only while one waits, and never those of GS1 elements or an EAN', () => {
    const digits = fc.stringMatching(/^(1[0-5]\d{16}|28\d{16}|62\d{17})$/)
    fc.assert(
      fc.property(digits, fc.constantFrom(']C1', ']d2', ']Q3', ']e0', ']E0', ']E3', ']I1'), (data, given) => {
        const paying = { ...laneContextDefault, isPaying: true }
        expect(identify({ data }, paying).kind).toBe('paymentCode')
        expect(identify({ data }).kind).not.toBe('paymentCode')
        expect(identify({ data, aim: given }, paying).kind).not.toBe('paymentCode')
      }),
    )
  })

  it('reads no elements out of digits without FNC1', () => {
    fc.assert(
      fc.property(gtin13, fc.constantFrom(undefined, ']C0', ']Q1', ']d1', ']A0'), (code, given) => {
        const found = identify({ data: `010${code}17261130`, aim: given })
        expect(found).not.toHaveProperty('ai')
        expect(found.kind).toBe('unknown')
      }),
    )
  })

  it('finds in elements what was put in, with every separator that is needed', () => {
    fc.assert(
      fc.property(gtin13, set82, set82, (code, batch, serial) => {
        const data = `010${code}10${batch}${separator}21${serial}`
        const found = identify({ data, aim: ']d2' })
        expect(found).toMatchObject({ kind: 'serialisedItem', gtin: `0${code}`, batch, serial })
      }),
    )
  })

  it('finds the same in a Digital Link as in elements', () => {
    fc.assert(
      fc.property(gtin13, set82, (code, batch) => {
        const encoded = [...batch].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join('')
        const link = parseDigitalLink(`https://a.cn/01/0${code}/10/${encoded}`)
        const strings = parseElements(`010${code}10${batch}`)
        if (link.ok) expect(link).toEqual(strings)
        else if (/^\.{1,2}$/.test(batch)) expect(link.error).toEqual({ kind: 'DotsInPath' })
        else expect(link.error).toEqual({ kind: 'EncodedTwice', ai: '10' })
      }),
    )
  })

  it('ends on the longest data there can be', () => {
    for (const text of ['7', '10', '99A\x1d', '%', '/01', 'https://a/', '8110', '<', '((']) {
      const data = text.repeat(8000).slice(0, 7089)
      for (const given of [undefined, ']Q3', ']Q1', ']C1', ']E0', ']I1']) {
        expect(identify({ data, aim: given }).kind).toBe('unknown')
      }
    }
  })

  it('takes off one identifier and no more', () => {
    expect(readingOf(']C0]E06901028075831')).toEqual({ aim: ']C0', data: ']E06901028075831' })
    expect(identify(readingOf(']Q1]C10106901028075831')).kind).toBe('unknown')
  })
})

describe('layouts of stores', () => {
  const all = Object.values(storeLayouts).flat()

  it.each(Object.entries(storeLayouts))('of %s read their own examples by their own rule', (_store, list) => {
    const templates: readonly StoreTemplate[] = list
    for (const { name, kind, example } of templates) {
      const found = identify({ data: example.data }, { ...laneContextDefault, templates })
      expect(found).toMatchObject({ kind, rule: name })
      const amount = { priceMinor: example.priceMinor, weightGrams: example.weightGrams }
      if (found.kind === 'weighedLabel') expect(found).toMatchObject({ ...amount, itemNumber: example.item })
      if (found.kind === 'depositVoucher') expect(found.valueMinor).toBe(example.priceMinor)
    }
  })

  it('place every digit, and only as long as a symbol holds', () => {
    for (const { layout } of all) expect(layout).toMatch(/^\d{2,3}[IPWVR]+C$/)
    expect(all.map(({ layout }) => layout.length).every((length) => length === 13 || length === 18)).toBe(
      true,
    )
  })

  it('never differ within one store for the same number', () => {
    for (const list of Object.values(storeLayouts)) {
      const heads = list.map(({ layout }) => `${layout.replace(/\D/g, '')}/${layout.length}`)
      expect(new Set(heads).size).toBe(heads.length)
    }
  })
})

describe('the verifier of a price', () => {
  it.each([
    ['2875', '9'],
    ['14685', '6'],
  ])('of %s is %s, as the standard works it out', (digits, verifier) => {
    expect(priceVerifier(digits)).toBe(verifier)
  })

  it('is one digit for every price, and changes with every single digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^(\d{4}|\d{5})$/),
        fc.nat(4),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, by) => {
          const place = at % digits.length
          const slipped =
            digits.slice(0, place) + ((Number(digits[place]) + by) % 10) + digits.slice(place + 1)
          expect(priceVerifier(digits)).toMatch(/^\d$/)
          expect(priceVerifier(slipped)).not.toBe(priceVerifier(digits))
        },
      ),
    )
  })
})

describe('rules given as data', () => {
  it.each(paymentCodeRules.map((rule) => [rule.name, rule] as const))(
    '%s reads its example',
    (name, rule) => {
      const found = identify({ data: rule.example }, { ...laneContextDefault, isPaying: true })
      expect(found).toMatchObject({ kind: 'paymentCode', rule: name, wallet: rule.wallet })
    },
  )

  it.each(storeCodeRules.map((rule) => [rule.name, rule] as const))('%s reads its example', (name, rule) => {
    expect(identify({ data: rule.example })).toMatchObject({ kind: rule.kind, rule: name })
  })

  it('AIs are found only where they are', () => {
    expect(entryOf('01')?.title).toBe('GTIN')
    expect(['', '0', '1', '011', 'AB', '__proto__', '89'].map(entryOf)).toEqual(Array(7).fill(undefined))
  })
})

describe('what the sale is told', () => {
  const scan = { text: '0106901028075831', source: 'serial', aim: ']C1', symbology: 'code128' } as const

  it('is an item where GS1 data name one, and none where the same digits are plain', () => {
    expect(classifyScan(scan)).toMatchObject({ kind: 'item', gtin: '06901028075831' })
    expect(classifyScan({ ...scan, aim: ']C0' }).kind).toBe('unknown')
  })

  it('is why a pallet is nothing it sells', () => {
    expect(classifyScan({ ...scan, text: '00134567890123456783' })).toMatchObject({
      kind: 'unknown',
      identified: { refusal: { kind: 'NotForATill', ai: '00' } },
    })
  })
})
