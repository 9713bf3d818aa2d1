/** Retail codes: what is well-formed is read, every single-digit slip is caught, nothing else gets through. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDigit,
  gtinToKey,
  keyToGtin,
  parseRetailCode,
  shownGtin,
} from '../../../domain/code/retail-code.ts'
import { gtin13 } from '../../support/arbitrary.ts'
import { upcE } from '../../support/upc-e.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))

describe('retail codes', () => {
  it.each([
    ['6901028075831', '06901028075831'],
    ['96385074', '00000096385074'],
    ['036000291452', '00036000291452'],
    ['10012345678902', '10012345678902'],
  ])('reads %s', (text, gtin) => {
    expect(parseRetailCode(text)).toEqual({ ok: true, value: gtin })
  })

  it('catches every slip of one digit', () => {
    fc.assert(
      fc.property(gtin13, fc.nat(12), fc.integer({ min: 1, max: 9 }), (code, at, by) => {
        const slipped = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1)
        expect(parseRetailCode(slipped).ok).toBe(false)
      }),
    )
  })

  it('says which check digit would have been right', () => {
    expect(parseRetailCode('6901028075830')).toEqual({
      ok: false,
      error: { kind: 'WrongCheckDigit', expected: '1' },
    })
  })

  it('refuses other lengths, letters, signs and nothing at all', () => {
    for (const text of [
      '',
      '1',
      '123456789',
      '690102807583100',
      '690102807583x',
      '+6901028075831',
      '00000000',
    ]) {
      expect(parseRetailCode(text).ok, text).toBe(false)
    }
  })

  it('takes no text for a code unless it is eight or more digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (parseRetailCode(text).ok) expect(text).toMatch(/^\d{8,14}$/)
      }),
    )
  })

  it('widens a UPC-E to the UPC-A it stands for, in all four forms', () => {
    fc.assert(
      fc.property(digits(6), fc.constantFrom('0', '1'), (six, system) => {
        const { upcA, upcE: short } = upcE(system, six)
        expect(parseRetailCode(short, 'upce')).toEqual(parseRetailCode(upcA))
      }),
    )
  })

  it('refuses a UPC-E whose check digit is that of another', () => {
    const { upcE: short } = upcE('0', '425261')
    const wrong = short.slice(0, -1) + ((Number(short.at(-1)) + 1) % 10)
    expect(parseRetailCode(wrong, 'upce').ok).toBe(false)
  })

  it('keys a GTIN by a number and back without losing its zeros', () => {
    fc.assert(
      fc.property(digits(13), (body) => {
        const gtin = body + checkDigit(body)
        expect(keyToGtin(gtinToKey(gtin))).toBe(gtin)
      }),
    )
  })

  it('shows a code as people know it', () => {
    expect(['06901028075831', '00000096385074', '10012345678902'].map(shownGtin)).toEqual([
      '6901028075831',
      '96385074',
      '10012345678902',
    ])
  })
})
