/** A merchant code is read whole or refused by name, and what is written is read again as it was. */

import fc from 'fast-check'
import { checksum, parse } from 'promptparse'
import { describe, expect, it } from 'vitest'
import { amountMinorOf, emvAmount } from '../../../domain/emv/amount.ts'
import { crcOf } from '../../../domain/emv/crc.ts'
import { decodeMerchantCode } from '../../../domain/emv/decode.ts'
import { encodeMerchantCode } from '../../../domain/emv/encode.ts'
import { type Field, readFields } from '../../../domain/emv/field.ts'
import { type MerchantCode, missingFields } from '../../../domain/emv/merchant-code.ts'
import { present } from '../../../domain/result.ts'
import { merchantCode } from './arbitrary.ts'
import { missing, vectors } from './vectors.ts'

const signed = (body: string): string => `${body}6304${crcOf(`${body}6304`)}`

const refusalOf = (text: string) => {
  const read = decodeMerchantCode(text)
  return read.ok ? 'none' : read.error
}

const writable = merchantCode.filter((code) => encodeMerchantCode(code).ok)

const written = (code: MerchantCode): string => {
  const text = encodeMerchantCode(code)
  return present(text.ok ? text.value : undefined, `code is written: ${JSON.stringify(text)}`)
}

const sorted = (text: string): readonly Field[] => {
  const fields = readFields(text)
  return present(fields.ok ? fields.value : undefined, 'fields').toSorted((a, b) => a.id.localeCompare(b.id))
}

describe.skipIf(missing !== undefined)(`published codes ${missing ?? ''}`, () => {
  it.each(vectors())('the code of $src is read and checked', ({ payload, crc }) => {
    const read = decodeMerchantCode(payload)
    expect(read).toMatchObject({ ok: true })
    expect(crcOf(payload.slice(0, -4))).toBe(crc)
    // Written again its fields stand in the order of their numbers, so the checksum may be another.
    const code = present(read.ok ? read.value : undefined, 'read')
    expect(sorted(written(code).slice(0, -8))).toEqual(sorted(payload.slice(0, -8)))
  })

  it.each(vectors())('no character of the code of $src can change unseen', ({ payload }) => {
    for (let at = 0; at < payload.length; at += 1) {
      const other = payload[at] === '7' ? '1' : '7'
      expect(refusalOf(payload.slice(0, at) + other + payload.slice(at + 1))).not.toBe('none')
    }
  })

  it.each(vectors())(
    'promptparse, where it can read it, sees the same fields in the code of $src',
    (vector) => {
      const opinion = parse(vector.payload, false, false)
      // It counts and sums UTF-16 units, so that it cannot judge other than ASCII.
      if (/^[ -~]+$/.test(vector.payload)) expect(checksum(vector.payload.slice(0, -4))).toBe(vector.crc)
      expect(opinion?.getTags().map(({ id, value }) => ({ id, value }))).toEqual([
        ...present(readFieldsOf(vector.payload), 'fields'),
      ])
    },
  )
})

const readFieldsOf = (text: string) => {
  const fields = readFields(text)
  return fields.ok ? fields.value : undefined
}

describe('writing and reading', () => {
  it('what is written is read as it was', () => {
    fc.assert(
      fc.property(writable, (code) => {
        expect(decodeMerchantCode(written(code))).toEqual({ ok: true, value: code })
      }),
      { numRuns: 400 },
    )
  })

  it('the order of fields changes nothing but for the first and the last', () => {
    fc.assert(
      fc.property(writable, fc.infiniteStream(fc.nat()), (code, chance) => {
        const [first, ...others] = sorted(written(code).slice(0, -8)).map(
          ({ id, value }) => id + String(Array.from(value).length).padStart(2, '0') + value,
        )
        const mixed = others
          .map((text) => ({ text, at: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ text }) => text)
        const read = decodeMerchantCode(signed([first, ...mixed].join('')))
        const again = present(read.ok ? read.value : undefined, 'read in any order')
        expect(written(again)).toBe(written(code))
      }),
      { numRuns: 200 },
    )
  })

  it('promptparse agrees on the checksum of every code in ASCII, leading zeros and capitals included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
        expect(crcOf(text)).toBe(checksum(text, true))
      }),
      { numRuns: 2000 },
    )
  })

  it('a code in another script keeps its checksum over bytes and its lengths in characters', () => {
    const body = '00020126080004a.bc64240002ZH0108最佳运输😀é北京0202北京'
    const characters = Array.from('0002ZH0108最佳运输😀é北京0202北京').length
    expect(characters).toBe(24)
    expect(decodeMerchantCode(signed(body))).toMatchObject({
      ok: true,
      value: { alternative: { language: 'ZH', name: '最佳运输😀é北京', city: '北京' } },
    })
  })

  it('a field that would be read as something else is not written', () => {
    const code: MerchantCode = { accounts: [{ id: '02', value: '4' }], templates: [], reserved: [] }
    const stray = { ok: false, error: { kind: 'FieldMisplaced' } }
    expect(encodeMerchantCode(code)).toMatchObject({ ok: true })
    expect(encodeMerchantCode({ ...code, accounts: [{ id: '54', value: '1' }] })).toMatchObject(stray)
    expect(encodeMerchantCode({ ...code, reserved: [{ id: '63', value: '0000' }] })).toMatchObject(stray)
    const rest = [{ id: '05', value: 'x' }]
    expect(encodeMerchantCode({ ...code, additional: { rest } })).toMatchObject(stray)
    const template = { id: '26', guid: 'a', fields: [{ id: '00', value: 'b' }] }
    expect(encodeMerchantCode({ ...code, templates: [template] })).toMatchObject(stray)
  })

  it('says which mandatory fields a code leaves out', () => {
    const read = decodeMerchantCode(signed('00020126080004a.bc5303764'))
    const code = present(read.ok ? read.value : undefined, 'read')
    expect(missingFields(code)).toEqual(['categoryCode', 'countryCode', 'name', 'city'])
  })
})

const head = '00020126080004a.bc'

describe('garbage is refused by name', () => {
  it.each([
    ['nothing', '', { kind: 'NotMerchantCode' }],
    ['another payload format', '000202', { kind: 'NotMerchantCode' }],
    ['a web address', 'https://example.com/', { kind: 'NotMerchantCode' }],
    ['too long', signed(head + '4999'.padEnd(103, '0')).padEnd(513, '0'), { kind: 'TooLong' }],
    ['half a surrogate pair', `${head}5901\ud83d`, { kind: 'NotUnicode' }],
    ['a control character', `${head}5902a\n`, { kind: 'ControlCharacter' }],
    ['a NUL', `${head}5901\u0000`, { kind: 'ControlCharacter' }],
    ['a length past the end', `${head}5999abc`, { kind: 'Truncated', at: '59' }],
    ['a length that is no number', `${head}59A1a`, { kind: 'LengthMalformed', at: '59' }],
    ['a length in Arabic digits', `${head}59٠١a`, { kind: 'LengthMalformed', at: '59' }],
    ['a number that is no number', `${head}5x01a`, { kind: 'IdMalformed', at: '?' }],
    ['a field of nothing', signed(`${head}5900`), { kind: 'EmptyField', at: '59' }],
    ['the format twice', signed(`${head}000201`), { kind: 'DuplicateField', at: '00' }],
    ['the amount twice', signed(`${head}540115402222`), { kind: 'DuplicateField', at: '54' }],
    ['no checksum', head, { kind: 'CrcMissing' }],
    ['the checksum not last', `${signed(head)}5303764`, { kind: 'CrcNotLast' }],
    ['the checksum twice', `${signed(head)}6304ABCD`, { kind: 'DuplicateField', at: '63' }],
    ['a checksum of three digits', `${head}6303ABC`, { kind: 'CrcMalformed' }],
    ['a checksum in small letters', `${head}6304abcd`, { kind: 'CrcMalformed' }],
    ['a wrong checksum', `${head}6304FFFF`, { kind: 'CrcWrong' }],
    ['an amount with a comma', signed(`${head}540510,50`), { kind: 'FieldMalformed', at: '54' }],
    ['an amount with a currency', signed(`${head}5403$10`), { kind: 'FieldMalformed', at: '54' }],
    ['a negative amount', signed(`${head}5402-1`), { kind: 'FieldMalformed', at: '54' }],
    ['an amount that ends in a point', signed(`${head}540310.`), { kind: 'FieldMalformed', at: '54' }],
    ['an amount too long', signed(`${head}541412345678901.00`), { kind: 'FieldMalformed', at: '54' }],
    ['a name in emoji', signed(`${head}5901😀`), { kind: 'FieldMalformed', at: '59' }],
    ['a name with a combining accent', signed(`${head}5902e\u0301`), { kind: 'FieldMalformed', at: '59' }],
    ['a country of one letter', signed(`${head}5801B`), { kind: 'FieldMalformed', at: '58' }],
    ['a use that is neither', signed(`${head}010213`), { kind: 'FieldMalformed', at: '01' }],
    ['an account without a name', signed('00020126050101x'), { kind: 'FieldMissing', at: '26.00' }],
    ['an account cut off', signed('00020126060004ab'), { kind: 'Truncated', at: '26.00' }],
    ['an account named twice', signed('00020126100001a0001b'), { kind: 'DuplicateField', at: '26.00' }],
    ['nobody to pay', signed('0002015303764'), { kind: 'AccountMissing' }],
    ['a fixed tip without its amount', signed(`${head}550202`), { kind: 'FieldMissing', at: '56' }],
    ['a tip of nothing known', signed(`${head}550204`), { kind: 'FieldMalformed', at: '55' }],
    ['a percentage nobody announced', signed(`${head}57015`), { kind: 'FieldMisplaced', at: '57' }],
    ['a percentage beside a prompt', signed(`${head}55020157015`), { kind: 'FieldMisplaced', at: '57' }],
    ['a percentage of nothing', signed(`${head}55020357010`), { kind: 'FieldMalformed', at: '57' }],
    ['a language without a name', signed(`${head}64060002ZH`), { kind: 'FieldMissing', at: '64.01' }],
    ['additional data that are no fields', signed(`${head}6203abc`), { kind: 'IdMalformed', at: '62.?' }],
    ['payer data asked for twice', signed(`${head}62060902AA`), { kind: 'FieldMalformed', at: '62.09' }],
  ])('%s', (_name, text, refusal) => {
    expect(refusalOf(text)).toEqual(refusal)
  })

  it('whatever it is, it is answered', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }).map((text) => `000201${text}`),
      fc
        .string({ unit: fc.constantFrom(...'0123456789'), maxLength: 80 })
        .map((text) => signed(`000201${text}`)),
      fc.string({ maxLength: 80 }),
    )
    fc.assert(
      fc.property(wild, (text) => {
        const read = decodeMerchantCode(text)
        if (!read.ok) expect(read.error.kind).not.toBe('')
        else expect(encodeMerchantCode(read.value)).toMatchObject({ ok: true })
      }),
      { numRuns: 3000 },
    )
  })
})

describe('amounts', () => {
  it('go to text and back without a fraction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(0, 2, 3), (minor, digits) => {
        expect(amountMinorOf(emvAmount(minor, digits), digits)).toBe(minor)
      }),
    )
    expect(amountMinorOf('10', 2)).toBe(1000)
    expect(amountMinorOf('1.500', 2)).toBe(150)
    expect(amountMinorOf('0.29', 2)).toBe(29)
  })

  it.each(['1.005', '', '1,00', '-1', '1e3', '99999999999999', ' 1'])('%s is none in cents', (text) => {
    expect(amountMinorOf(text, 2)).toBeUndefined()
  })
})
