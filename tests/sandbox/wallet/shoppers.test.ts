/** The people behind the wallets: their codes are theirs, work once and for a minute; their accounts have limits. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  codeLifeMs,
  createShoppers,
  demoPassword,
  freeAmountFenMax,
  freePaymentsPerDayMax,
  providers,
} from '../../../sandbox/wallet/shoppers.ts'
import { handClock, seededRandom } from '../support/bench.ts'

function people() {
  const clock = handClock()
  return { clock, shoppers: createShoppers(clock, seededRandom()) }
}

describe('payment codes', () => {
  test('every code has the form its wallet shows, or a kiosk would send it to the other', () => {
    const { shoppers } = people()
    fc.assert(
      fc.property(fc.constantFrom(...providers), (provider) => {
        const { code } = shoppers.mint(provider, 'alice', 'code')
        expect(code).toMatch(provider === 'wechat' ? /^1[0-4]\d{16}$/ : /^(2[5-9]|30)\d{16}$/)
      }),
    )
    expect(shoppers.mint('alipay', 'alice', 'face').code).toMatch(/^fp[0-9A-Za-z]{33}$/)
  })

  test('a code pays once, for whom it was minted', () => {
    const { shoppers } = people()
    const { code } = shoppers.mint('alipay', 'alice', 'code')
    expect(shoppers.redeem('alipay', code, 'P_1')).toEqual({ ok: true, value: 'alice' })
    expect(shoppers.redeem('alipay', code, 'P_1')).toEqual({ ok: false, error: { kind: 'CodeUsed' } })
  })

  test('a code of one wallet is nothing to the other, and nobody can invent one', () => {
    const { shoppers } = people()
    const { code } = shoppers.mint('alipay', 'alice', 'code')
    expect(shoppers.redeem('wechat', code, 'P_1')).toMatchObject({ error: { kind: 'CodeUnknown' } })
    expect(shoppers.redeem('alipay', '280000000000000000', 'P_1')).toMatchObject({
      error: { kind: 'CodeUnknown' },
    })
  })

  test('a face that was bound to one order pays no other', () => {
    const { shoppers } = people()
    const { code } = shoppers.mintFace('wechat', 'alice', 'word', 'P_1')
    expect(shoppers.redeem('wechat', code, 'P_2')).toMatchObject({ error: { kind: 'CodeUnknown' } })
    expect(shoppers.redeem('wechat', code, 'P_1')).toEqual({ ok: true, value: 'alice' })
  })

  test('a minute later a code is worthless', () => {
    const { clock, shoppers } = people()
    const { code, expiresAtMs } = shoppers.mint('wechat', 'alice', 'code')
    expect(expiresAtMs).toBe(clock.nowMs() + codeLifeMs)
    clock.advance(codeLifeMs)
    expect(shoppers.redeem('wechat', code, 'P_1')).toMatchObject({ error: { kind: 'CodeExpired' } })
  })
})

describe('accounts', () => {
  test('a large amount asks for the password, a small one does not', () => {
    const { shoppers } = people()
    expect(shoppers.answerTo('alice', freeAmountFenMax)).toBe('pays')
    expect(shoppers.answerTo('alice', freeAmountFenMax + 1)).toBe('asksPassword')
    expect(shoppers.answerTo('password-bob', 1)).toBe('asksPassword')
  })

  test('the eleventh payment of a day asks, and the next day starts anew', () => {
    const { clock, shoppers } = people()
    for (let paid = 0; paid < freePaymentsPerDayMax; paid += 1) shoppers.answerTo('alice', 100)
    expect(shoppers.answerTo('alice', 100)).toBe('asksPassword')
    expect(shoppers.answerTo('carol', 100)).toBe('pays')
    clock.advance(86_400_000)
    expect(shoppers.answerTo('alice', 100)).toBe('pays')
  })

  test('little money and a blocked account stop a payment either way round', () => {
    const { shoppers } = people()
    expect(shoppers.answerTo('short', 101)).toBe('short')
    expect(shoppers.answerTo('risky', 1)).toBe('risky')
    expect(shoppers.confirms('short', 101, demoPassword)).toEqual({ kind: 'BalanceShort' })
    expect(shoppers.confirms('risky', 1, demoPassword)).toEqual({ kind: 'RiskRefused' })
    expect(shoppers.confirms('short', 100, undefined)).toBeUndefined()
  })

  test('who always confirms is not let through without the right password', () => {
    const { shoppers } = people()
    expect(shoppers.confirms('password', 1, undefined)).toEqual({ kind: 'PasswordNeeded' })
    expect(shoppers.confirms('password', 1, '654321')).toEqual({ kind: 'PasswordWrong' })
    expect(shoppers.confirms('password', 1, demoPassword)).toBeUndefined()
  })
})
