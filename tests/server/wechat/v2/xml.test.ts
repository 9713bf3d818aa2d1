/** The flat XML of WeChat Pay v2: garbage of every kind gets a named refusal, and what we write reads back the same. */

import { createSecretKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSigned, signFields } from '../../../../src-server/wechat/v2/signature.ts'
import { transactionOf } from '../../../../src-server/wechat/v2/transaction.ts'
import { readXml, writeXml } from '../../../../src-server/wechat/v2/xml.ts'

const refused = (kind: string) => ({ ok: false, error: { kind } })

describe('reading', () => {
  test.each([
    ['nothing', '', 'XmlMalformed'],
    ['plain text', 'hello', 'XmlMalformed'],
    ['JSON', '{"return_code":"SUCCESS"}', 'XmlMalformed'],
    ['a page', '<html><body>502</body></html>', 'XmlNotFlat'],
    ['broken off', '<xml><return_code>SUCC', 'XmlMalformed'],
    ['a tag left open', '<xml><a>1</xml>', 'XmlMalformed'],
    ['a field twice', '<xml><a>1</a><a>2</a></xml>', 'XmlNotFlat'],
    ['nesting', '<xml><a><b>1</b></a></xml>', 'XmlNotFlat'],
    ['an attribute', '<xml><a x="1">1</a></xml>', 'XmlNotFlat'],
    ['two roots', '<xml><a>1</a></xml><xml><a>2</a></xml>', 'XmlMalformed'],
    ['text beside the fields', '<xml>hello<a>1</a></xml>', 'XmlNotFlat'],
    ['a field no provider would name', '<xml><a-b>1</a-b></xml>', 'XmlNotFlat'],
    [
      'entities',
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><a>&a;</a></xml>',
      'XmlDeclaresTypes',
    ],
    ['a document type in small letters', '<!doctype x><xml><a>1</a></xml>', 'XmlDeclaresTypes'],
    ['too much', `<xml><a>${'x'.repeat(70_000)}</a></xml>`, 'XmlTooLong'],
    [
      'too many fields',
      `<xml>${Array.from({ length: 300 }, (_, at) => `<a${at}>1</a${at}>`).join('')}</xml>`,
      'XmlTooLong',
    ],
  ])('%s is refused by name', (_, text, kind) => {
    expect(readXml(text)).toEqual(refused(kind))
  })

  test('a field called like the inside of an object changes no object', () => {
    const bystander: Record<string, unknown> = {}
    readXml('<xml><__proto__><polluted>1</polluted></__proto__></xml>')
    readXml('<xml><__proto__>1</__proto__><constructor>2</constructor></xml>')
    expect(bystander['polluted']).toBeUndefined()
    expect(bystander.constructor).toBe(Object)
  })

  test('CDATA, the five entities, a declaration and pretty printing are read as they are meant', () => {
    const text =
      '<?xml version="1.0"?>\n<xml>\n <a><![CDATA[1 < 2 & 3]]></a>\n <b>1 &lt; 2 &amp; 3</b>\n <c/>\n</xml>\n'
    expect(readXml(text)).toEqual({ ok: true, value: { a: '1 < 2 & 3', b: '1 < 2 & 3', c: '' } })
  })

  test('no garbage gets past or breaks the reader', () => {
    const pieces = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&',
      '<',
      '<!--',
      '-->',
      '\u0000',
      '😀',
      'é́',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
        ),
        (text) => {
          const read = readXml(text)
          return read.ok
            ? Object.values(read.value).every((value) => typeof value === 'string')
            : read.error.kind.startsWith('Xml')
        },
      ),
    )
  })

  const value = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((text) => text.replace(/\p{C}/gu, ''))
    .filter((text) => text === text.trim())
  test('what we write reads back the same, character for character', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z][a-z_0-9]{0,20}$/), value, { minKeys: 1 }),
        (fields) => {
          expect(readXml(writeXml(fields))).toEqual({ ok: true, value: { ...fields } })
        },
      ),
    )
  })
})

const vectorFile = new URL('../../../../../shared/data/vectors/signatures.json', import.meta.url)
const key = createSecretKey(Buffer.from('A'.repeat(32)))
const previous = createSecretKey(Buffer.from('B'.repeat(32)))

describe('the signature inside', () => {
  test("the provider's published vector", ({ skip }) => {
    if (!existsSync(vectorFile)) skip(`no vectors at ${vectorFile.pathname}`)
    const { wechat_v2_sign: vector } = JSON.parse(readFileSync(vectorFile, 'utf8'))
    expect(signFields(vector.params, createSecretKey(Buffer.from(vector.key)))).toBe(vector.hmac_sha256)
  })

  test('a field nobody has heard of is part of it; an empty one and the order are not', () => {
    const fields = { b: '2', a: '1', brand_new: 'x' }
    const sign = signFields(fields, key)
    expect(isSigned({ brand_new: 'x', a: '1', empty: '', b: '2', sign }, [key])).toBe(true)
    expect(isSigned({ ...fields, brand_new: 'y', sign }, [key])).toBe(false)
    expect(isSigned({ a: '1', b: '2', sign }, [key])).toBe(false)
  })

  test('while the key is being reset the previous one still verifies, and only that', () => {
    const fields = { a: '1' }
    const sign = signFields(fields, previous)
    expect(isSigned({ ...fields, sign }, [key, previous])).toBe(true)
    expect(isSigned({ ...fields, sign }, [key])).toBe(false)
  })

  test.each([undefined, '', 'A'.repeat(64), '1234', '😀'.repeat(16)])('%j is no signature', (sign) => {
    expect(isSigned({ a: '1', ...(sign !== undefined && { sign }) }, [key])).toBe(false)
  })
})

describe('an order in words', () => {
  const paid = {
    appid: 'wx1',
    mch_id: '19',
    out_trade_no: 'SW0001261122C1',
    trade_state: 'SUCCESS',
    transaction_id: '42000',
    total_fee: '12840',
    time_end: '20261122110000',
  }

  test('is evidence only when it is whole', () => {
    expect(transactionOf(paid)).toMatchObject({
      kind: 'Paid',
      amountFen: 12_840,
      currency: 'CNY',
      paidAtMs: Date.UTC(2026, 10, 22, 3),
    })
    for (const name of Object.keys(paid)) expect(transactionOf({ ...paid, [name]: '' }), name).toBeUndefined()
  })

  test.each([
    ['total_fee', '128.40'],
    ['total_fee', '-1'],
    ['total_fee', '1e3'],
    ['total_fee', '９9'],
    ['time_end', '20261399110000'],
    ['time_end', '2026-11-22 11:00'],
    ['trade_state', 'PAID'],
  ])('%s %s is refused', (name, text) => {
    expect(transactionOf({ ...paid, [name]: text })).toBeUndefined()
  })
})
