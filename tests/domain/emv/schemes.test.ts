/**
 * PIX, PromptPay and PayNow codes say what they said when written, and a code of another scheme is not one of theirs.
 */

import fc from 'fast-check'
import { generate, validate } from 'promptparse'
import { describe, expect, it } from 'vitest'
import { decodeMerchantCode } from '../../../domain/emv/decode.ts'
import { encodeMerchantCode } from '../../../domain/emv/encode.ts'
import type { MerchantCode } from '../../../domain/emv/merchant-code.ts'
import { type PayNowCode, payNowMerchantCode, readPayNow } from '../../../domain/emv/paynow.ts'
import { type PixCode, pixMerchantCode, readPix } from '../../../domain/emv/pix.ts'
import { type PromptPayCode, promptPayMerchantCode, readPromptPay } from '../../../domain/emv/promptpay.ts'
import { schemeOf } from '../../../domain/emv/scheme.ts'
import { present } from '../../../domain/result.ts'
import { missing, vectors } from './vectors.ts'

const decoded = (text: string): MerchantCode => {
  const read = decodeMerchantCode(text)
  return present(read.ok ? read.value : undefined, `readable: ${JSON.stringify(read)}`)
}

const written = (code: MerchantCode): string => {
  const text = encodeMerchantCode(code)
  return present(text.ok ? text.value : undefined, `writable: ${JSON.stringify(text)}`)
}

const word = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9]{1,${max}}$`))
const amountMinor = fc.integer({ min: 1, max: 99_999_999 })
const receiver = { name: word(25), city: word(15) }

const pix: fc.Arbitrary<PixCode> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('static' as const),
      key: word(36),
      info: word(20),
      amountMinor,
      txid: word(25),
      ...receiver,
    },
    { requiredKeys: ['kind', 'key', 'name', 'city'] },
  ),
  fc.record(
    { kind: fc.constant('dynamic' as const), location: word(60), recurrence: word(60), ...receiver },
    { requiredKeys: ['kind', 'location', 'name', 'city'] },
  ),
)

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`))

const promptPay: fc.Arbitrary<PromptPayCode> = fc.record(
  {
    payee: fc.oneof(
      fc.record({ kind: fc.constant('phone' as const), number: digits(9).map((rest) => `66${rest}`) }),
      fc.record({ kind: fc.constant('taxNumber' as const), number: digits(13) }),
      fc.record({ kind: fc.constant('eWallet' as const), number: digits(15) }),
      fc.record(
        {
          kind: fc.constant('bill' as const),
          billerId: digits(15),
          reference1: digits(12),
          reference2: digits(10),
        },
        { requiredKeys: ['kind', 'billerId', 'reference1'] },
      ),
    ),
    amountMinor,
  },
  { requiredKeys: ['payee'] },
)

const payNow: fc.Arbitrary<PayNowCode> = fc.record(
  {
    proxy: fc.oneof(
      fc.record({ kind: fc.constant('mobile' as const), value: digits(8).map((rest) => `+65${rest}`) }),
      fc.record({ kind: fc.constant('uen' as const), value: fc.stringMatching(/^\d{8}[A-Z]$/) }),
    ),
    isAmountEditable: fc.boolean(),
    expiresOn: fc.constant('20261231'),
    amountMinor,
    billNumber: word(25),
    ...receiver,
    sgqrId: fc.constant('180307530E15'),
  },
  { requiredKeys: ['proxy', 'isAmountEditable', 'name', 'city'] },
)

describe('every scheme', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(pix, promptPay, payNow, (one, two, three) => {
        const through = (code: MerchantCode): MerchantCode => decoded(written(code))
        expect(readPix(through(pixMerchantCode(one)))).toEqual({ ok: true, value: one })
        expect(readPromptPay(through(promptPayMerchantCode(two)))).toEqual({ ok: true, value: two })
        expect(readPayNow(through(payNowMerchantCode(three)))).toEqual({ ok: true, value: three })
      }),
      { numRuns: 300 },
    )
  })

  it('does not take the code of another for its own', () => {
    fc.assert(
      fc.property(pix, promptPay, payNow, (one, two, three) => {
        const [brazil, thailand, singapore] = [
          pixMerchantCode(one),
          promptPayMerchantCode(two),
          payNowMerchantCode(three),
        ]
        expect([brazil, thailand, singapore].map(schemeOf)).toEqual(['pix', 'promptpay', 'paynow'])
        for (const code of [thailand, singapore]) expect(readPix(code)).toMatchObject({ ok: false })
        for (const code of [brazil, singapore]) expect(readPromptPay(code)).toMatchObject({ ok: false })
        for (const code of [brazil, thailand]) expect(readPayNow(code)).toMatchObject({ ok: false })
      }),
      { numRuns: 50 },
    )
  })
})

describe('PIX', () => {
  const code = pixMerchantCode({
    kind: 'static',
    key: 'loja@example.com',
    name: 'LOJA',
    city: 'RECIFE',
    amountMinor: 4990,
  })

  it.each([
    ['dollars', { ...code, currency: '840' }, 'NotReais'],
    ['another country', { ...code, countryCode: 'AR' }, 'NotBrazil'],
    ['no name', { accounts: [], templates: code.templates, reserved: [] }, 'FieldsMissing'],
    ['half a centavo', { ...code, amount: '1.005' }, 'AmountRefused'],
    ['a number with a dash', { ...code, additional: { referenceLabel: 'a-1', rest: [] } }, 'TxidRefused'],
    [
      'key and location',
      withFields(code, [
        ['01', 'k'],
        ['25', 'a.b/c'],
      ]),
      'KeyOrLocation',
    ],
    ['neither key nor location', withFields(code, [['02', 'i']]), 'KeyOrLocation'],
    ['a location with its scheme', withFields(code, [['25', 'https://a.b/c']]), 'LocationHasScheme'],
  ])('refuses %s by name', (_name, wrong, kind) => {
    expect(readPix(wrong)).toEqual({ ok: false, error: { kind } })
  })

  it('is recognised whether its name is written large or small, and with it the terms of a recurring payment', () => {
    const composite = pixMerchantCode({
      kind: 'dynamic',
      location: 'qr.example.com/v2/1',
      recurrence: 'qr.example.com/rec/2',
      name: 'LOJA',
      city: 'RECIFE',
    })
    const large = {
      ...composite,
      templates: composite.templates.map((one) => ({ ...one, guid: 'BR.GOV.BCB.PIX' })),
    }
    expect(readPix(large)).toMatchObject({ value: { recurrence: 'qr.example.com/rec/2' } })
    expect(written(large)).toContain('80420014BR.GOV.BCB.PIX2520qr.example.com/rec/2')
  })
})

function withFields(code: MerchantCode, fields: readonly (readonly [string, string])[]): MerchantCode {
  const template = { id: '26', guid: 'br.gov.bcb.pix', fields: fields.map(([id, value]) => ({ id, value })) }
  return { ...code, templates: [template] }
}

describe('PromptPay', () => {
  it('writes, for every payee it knows, what promptparse writes', () => {
    const opinions: readonly (readonly [PromptPayCode, string])[] = [
      [
        { payee: { kind: 'phone', number: '66812223333' }, amountMinor: 3000 },
        generate.anyId({ type: 'MSISDN', target: '0812223333', amount: 30 }),
      ],
      [
        { payee: { kind: 'taxNumber', number: '1234567890123' } },
        generate.anyId({ type: 'NATID', target: '1234567890123' }),
      ],
      [
        {
          payee: {
            kind: 'bill',
            billerId: '099400016550100',
            reference1: '123456789012',
            reference2: '670429',
          },
          amountMinor: 364_922,
        },
        generate.billPayment({
          billerId: '099400016550100',
          ref1: '123456789012',
          ref2: '670429',
          amount: 3649.22,
        }),
      ],
    ]
    for (const [ours, theirs] of opinions) {
      expect(readPromptPay(decoded(theirs))).toEqual({ ok: true, value: ours })
      expect(decoded(theirs)).toEqual(promptPayMerchantCode(ours))
    }
  })

  it('writes codes that promptparse takes for its own', () => {
    fc.assert(
      fc.property(promptPay, (code) => {
        const text = written(promptPayMerchantCode(code))
        const opinion = code.payee.kind === 'bill' ? validate.billPayment(text) : validate.anyId(text)
        expect(opinion).not.toBeNull()
        if (code.amountMinor !== undefined) expect(opinion?.amount).toBeCloseTo(code.amountMinor / 100, 5)
      }),
      { numRuns: 100 },
    )
  })
})

describe.skipIf(missing !== undefined)(`published codes ${missing ?? ''}`, () => {
  it('each belongs to the scheme it says', () => {
    const of = (name: string) =>
      vectors()
        .filter(({ src }) => src.toLowerCase().includes(name))
        .map(({ payload }) => decoded(payload))
    expect([...of('pix'), ...of('gist')].map(readPix).every(({ ok }) => ok)).toBe(true)
    expect([...of('promptpay'), ...of('bill')].map(readPromptPay).every(({ ok }) => ok)).toBe(true)
    expect(of('pix').length + of('promptpay').length).toBeGreaterThan(5)
  })

  it('what they ask for is what the payer would pay', () => {
    const asked = vectors().map(({ payload }) => readPix(decoded(payload)))
    // Its amount is nought: the payer chooses.
    expect(asked[2]).not.toHaveProperty('value.amountMinor')
    expect(asked.flatMap((read) => (read.ok ? [read.value] : []))).toMatchObject([
      {
        kind: 'static',
        key: '123e4567-e12b-12d1-a456-426655440000',
        amountMinor: 12_345,
        name: 'NOME DO RECEBEDOR',
      },
      { kind: 'static', info: 'Jornada pagador 57768', txid: 'oooo' },
      { kind: 'dynamic', location: 'payload.psp.com/3ec9d2f9-5f03-4e0e-820d-63a81e769e87' },
      { kind: 'static', key: 'thalesog@me.com', amountMinor: 1000 },
      { kind: 'dynamic', name: 'EMPRESA', city: 'SAO PAULO' },
    ])
  })
})
