/**
 * What sharing a refund must never do: give a tender more than it paid, lose or make a unit, or turn a coupon into
 * money.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from '../../domain/money.ts'
import {
  cardShares,
  type PaidMoney,
  paidInMoney,
  refundParts,
  walletShare,
} from '../../domain/refund-shares.ts'

const minor = fc.oneof(fc.nat(20), fc.nat(100_000), fc.nat(9_999_999_999))
const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0)

/** A wallet's part and up to four cards'; nothing went back yet. */
const paid: fc.Arbitrary<PaidMoney> = fc
  .tuple(minor, fc.array(minor, { maxLength: 4 }))
  .map(([walletMinor, cards]) => ({
    paidMinor: walletMinor + sum(cards),
    refundedMinor: 0,
    cards: cards.map((paidMinor, at) => ({
      tenderId: `t${at}`,
      codeHint: `000${at}`,
      paidMinor,
      refundedMinor: 0,
    })),
  }))

/** What is known after this much of it went back by these shares. */
function after(money: PaidMoney, amountMinor: number): PaidMoney {
  const shares = cardShares(money, amountMinor)
  const shareOf = (id: string): number => shares.find(({ tenderId }) => tenderId === id)?.amountMinor ?? 0
  return {
    ...money,
    refundedMinor: money.refundedMinor + amountMinor,
    cards: money.cards.map((card) => ({
      ...card,
      refundedMinor: card.refundedMinor + shareOf(card.tenderId),
    })),
  }
}

const walletOf = ({ paidMinor, cards }: PaidMoney): number =>
  paidMinor - sum(cards.map((card) => card.paidMinor))
const walletBack = ({ refundedMinor, cards }: PaidMoney): number =>
  refundedMinor - sum(cards.map((card) => card.refundedMinor))

describe('an amount shared by weights', () => {
  it('is shared whole, each share within a unit of its part and never above its weight', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1, maxLength: 8 }), fc.nat(), (weights, wanted) => {
        const total = sum(weights)
        const amountMinor = total === 0 ? 0 : wanted % (total + 1)
        const shares = allocate(amountMinor, weights)
        expect(sum(shares)).toBe(amountMinor)
        for (const [at, share] of shares.entries()) {
          const weight = weights[at] ?? 0
          expect(share).toBeLessThanOrEqual(weight)
          if (total === 0) continue
          const part = BigInt(amountMinor) * BigInt(weight)
          expect(BigInt(share) * BigInt(total) - part > -BigInt(total)).toBe(true)
          expect(BigInt(share) * BigInt(total) - part < BigInt(total)).toBe(true)
        }
      }),
    )
  })

  it('gives the first of equals what rounding left', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(2, [3, 1, 3])).toEqual([1, 0, 1])
  })
})

describe('what was paid in money', () => {
  it('is each line less its share of the coupons, and never below nothing', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1, maxLength: 8 }), fc.nat(), (totals, wanted) => {
        const all = sum(totals)
        const couponsMinor = all === 0 ? 0 : wanted % (all + 1)
        const lines = paidInMoney(totals, couponsMinor)
        expect(sum(lines)).toBe(all - couponsMinor)
        expect(lines.every((line, at) => line >= 0 && line <= (totals[at] ?? 0))).toBe(true)
      }),
    )
  })
})

describe('refunds of one sale', () => {
  it('in any parts come to what each tender paid, and never above it on the way', () => {
    fc.assert(
      fc.property(paid, fc.array(fc.nat(), { maxLength: 6 }), (sold, wishes) => {
        let now = sold
        const takeBack = (amountMinor: number): void => {
          now = after(now, amountMinor)
          expect(walletBack(now)).toBeGreaterThanOrEqual(0)
          expect(walletBack(now)).toBeLessThanOrEqual(walletOf(sold))
          for (const card of now.cards) expect(card.refundedMinor).toBeLessThanOrEqual(card.paidMinor)
        }
        for (const wish of wishes) takeBack(wish % (now.paidMinor - now.refundedMinor + 1))
        takeBack(now.paidMinor - now.refundedMinor)
        expect(walletBack(now)).toBe(walletOf(sold))
        expect(now.cards.map((card) => card.refundedMinor)).toEqual(now.cards.map((card) => card.paidMinor))
      }),
    )
  })

  it('are told in parts that sum to the amount, the wallet first, and none of nothing', () => {
    fc.assert(
      fc.property(paid, fc.nat(), (sold, wish) => {
        const amountMinor = wish % (sold.paidMinor + 1)
        const cards = cardShares(sold, amountMinor)
        const parts = refundParts({ wallet: 'wechat', amountMinor, cards })
        expect(sum(parts.map((part) => part.amountMinor))).toBe(amountMinor)
        expect(parts.every((part) => part.amountMinor > 0)).toBe(true)
        const [first] = parts
        expect(first?.kind === 'wallet').toBe(walletShare(amountMinor, cards) > 0)
      }),
    )
  })

  it('go by what is left of each tender', () => {
    const sold: PaidMoney = {
      paidMinor: 1_500,
      refundedMinor: 0,
      cards: [{ tenderId: 't', codeHint: '1234', paidMinor: 300, refundedMinor: 0 }],
    }
    const cards = [{ tenderId: 't', codeHint: '1234', amountMinor: 60 }]
    expect(cardShares(sold, 300)).toEqual(cards)
    expect(refundParts({ wallet: 'wechat', amountMinor: 300, cards })).toEqual([
      { kind: 'wallet', wallet: 'wechat', amountMinor: 240 },
      { kind: 'card', codeHint: '1234', amountMinor: 60 },
    ])
  })
})
