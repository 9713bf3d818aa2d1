/** The proof of codes in short, and proof that it can fail: the second opinion refuses what is wrong. */

import { describe, expect, it } from 'vitest'
import { proveCodes } from './codes.ts'
import { differenceOf, opinionOnElements, opinionOnLink } from './second-opinion.ts'

const shortRuns = 4000

describe('made and spoilt codes', () => {
  it('are never accepted where the second opinion refuses them without a listed reason', () => {
    const report = proveCodes(1, shortRuns)
    expect(report.failures).toEqual([])
    expect(report.inputs).toBe(shortRuns)
    expect(report.asked).toBeGreaterThan(shortRuns / 10)
  })

  it('are the same for the same seed', () => {
    expect(proveCodes(3, 200)).toEqual(proveCodes(3, 200))
    expect(proveCodes(3, 200)).not.toEqual(proveCodes(4, 200))
  })

  it('end when their time is over', () => {
    expect(proveCodes(1, shortRuns, () => true).inputs).toBe(0)
  })
})

describe('the second opinion', () => {
  const gtin = { ai: '01', value: '06901028075831' }

  it.each([
    ['a wrong check digit', [{ ai: '01', value: '06901028075830' }]],
    ['month 13', [gtin, { ai: '17', value: '261301' }]],
    ['a serial without an item', [{ ai: '21', value: 'A' }]],
    ['an AI there is not', [gtin, { ai: '89', value: 'A' }]],
  ])('refuses %s', (_what, elements) => {
    const refusal = opinionOnElements(elements)
    expect(refusal).toMatch(/^GS1/)
    expect(differenceOf(refusal ?? '', elements)).toBeUndefined()
  })

  it('has nothing against an item, nor against its link', () => {
    expect(opinionOnElements([gtin, { ai: '10', value: 'A' }])).toBeUndefined()
    expect(opinionOnLink('https://a.cn/01/06901028075831/10/A')).toBeUndefined()
    expect(opinionOnLink('https://a.cn/01/06901028075830')).toMatch(/^GS1/)
  })
})
