/** The kit on our own till, and the kit on itself: a judge that passes everything would prove nothing. */

import { describe, expect, it } from 'vitest'
import { storeCodeRules } from '../../domain/code/store-codes.ts'
import { answerLine } from '../../tools/scanway/line.ts'
import { judge, readCases } from './kit.ts'
import { pageOf } from './page.ts'
import { askTill } from './till.ts'

const year = 2026
const cases = readCases()

describe('the conformance cases', () => {
  it.each(cases.map((given) => [given.group, given.name, given] as const))(
    '%s: %s',
    (_group, _name, given) => {
      const answer = answerLine(given.line, year)
      expect(judge(given, answer), answer).toMatchObject({ isRight: true })
    },
  )

  it('have each their own name', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  })

  it('meet every kind of code that there is', () => {
    const met = new Set(cases.map(({ expected }) => expected['kind']))
    const kinds = storeCodeRules.map(({ kind }) => kind)
    const others = ['item', 'weighedLabel', 'serialisedItem', 'paymentCode', 'depositVoucher', 'unknown']
    expect([...others, ...kinds].filter((kind) => !met.has(kind))).toEqual([])
  })
})

describe('the judge', () => {
  const given = { group: 'g', name: 'n', line: '{}', expected: { kind: 'item', refusal: { ai: '01' } } }

  it.each([
    ['another kind', '{"kind":"unknown","refusal":{"ai":"01"}}'],
    ['a missing field', '{"kind":"item"}'],
    ['a wrong field inside', '{"kind":"item","refusal":{"ai":"02"}}'],
    ['no JSON', 'item'],
    ['silence', undefined],
    ['a list', '[]'],
  ])('fails %s', (_what, answer) => {
    expect(judge(given, answer).isRight).toBe(false)
  })

  it('passes an answer that says more than it was asked', () => {
    expect(judge(given, '{"kind":"item","refusal":{"ai":"01","at":3},"x":1}').isRight).toBe(true)
  })

  it('lets no code act as markup of the page', () => {
    const wild = { ...given, name: '<script>|`x`' }
    expect(pageOf('till', [judge(wild, undefined)])).not.toContain('<script>')
  })
})

describe('another till', () => {
  it('is asked by the line protocol, and judged by what it says before it dies', async () => {
    expect(await askTill('head -n 2', ['a', 'b', 'c'])).toEqual(['a', 'b'])
  })

  it('that cannot be started has no answers', async () => {
    expect(await askTill('exit 3', ['a'])).toEqual([])
  })
})
