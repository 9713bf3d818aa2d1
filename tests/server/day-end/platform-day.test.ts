/**
 * A day from end to end: sold through the store's own client at the sandbox's platform, billed by the platform, and
 * held against our books through the same client; then with the bill late, spoiled or wrong.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../domain/contract/wire.ts'
import type { StoredReport } from '../../../src-server/day-end/report.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { openAlipay, openWechat, type Platform } from './platform.ts'

const day = '2026-11-22'

/** Six per mille of them are no whole fen, and their fees together are another sum than the fee of their sum. */
const amounts = [1280, 99, 23_450, 777]

const platforms = [
  { name: 'Alipay', open: openAlipay, unreadable: ['bom', 'plain'], extra: 'unknownPayment' },
  { name: 'WeChat Pay', open: openWechat, unreadable: ['gbk'], extra: 'doubleEntry' },
] as const

describe.each(platforms)('a day of $name', ({ open, unreadable, extra }) => {
  let platform: Platform
  let rig: Rig
  let lane: TestLane

  /** Both clocks are one. */
  async function pass(ms: number): Promise<void> {
    platform.clock.advance(ms)
    rig.clock.ms = platform.clock.nowMs()
    await platform.tick()
    await rig.server.tickPayments()
  }

  async function sell(at: number, amountMinor: number): Promise<void> {
    const asked = {
      paymentId: `pay-${at}`,
      saleId: `sale-${at}`,
      wallet: platform.wallet,
      amountMinor,
      currency: 'CNY',
    }
    const { body } = await lane.post(paths.payments, asked)
    const { codeUrl } = body as { readonly codeUrl: string }
    await platform.pay(codeUrl, outTradeNoOf('store-1', `pay-${at}`))
    await pass(3_000)
  }

  async function run(): Promise<StoredReport['report']> {
    const { body } = await rig.office('POST', 'day-end/run', { day })
    return (body as StoredReport).report
  }

  const openKinds = ({ findings }: StoredReport['report']): readonly string[] =>
    findings.flatMap(({ state, finding }) => (state === 'open' ? [finding.kind] : []))

  beforeAll(async () => {
    platform = await open()
    rig = await openRig({ wallet: platform.wallet, provider: () => platform.provider })
    rig.clock.ms = platform.clock.nowMs()
    lane = await enrolLane(rig)
    for (const [at, amount] of amounts.entries()) await sell(at, amount)
    const refund = {
      refundId: 'back-1',
      saleId: 'sale-2',
      amountMinor: 5_000,
      reason: 'damaged',
      badge: 'ATT001',
    }
    const back = await rig.office('POST', 'refunds', { storeId: 'store-1', refund })
    expect(back).toMatchObject({ status: 200 })
    for (let round = 0; round < 5; round++) await pass(15_000)
    await pass(24 * 3_600_000)
  })

  afterAll(async () => {
    await rig.close()
    await platform.close()
  })

  it('agrees with the platform’s own bills, to the fen and to the fee', async () => {
    const report = await run()
    expect(report.findings).toEqual([])
    expect(report.providers).toMatchObject([
      {
        provider: platform.wallet,
        trade: 'read',
        funds: 'read',
        matched: 5,
        totals: { payments: 4, paymentsMinor: 25_606, refunds: 1, refundsMinor: 5_000, carried: 0 },
      },
    ])
    const [totals] = report.providers.map((provider) => provider.totals)
    expect(totals?.fundsMinor).toBe(totals?.expectedFundsMinor)
    expect(platform.heldFen()).toBe(25_606 - 5_000)
  })

  it.each([
    ['bill', 'bill_late', ['billMissing']],
    ['file', 'bill_expired_url', ['billMissing']],
    ['bill', 'bill_missing_row', ['localOnlyPayment', 'fundsDiffer']],
  ] as const)(
    'whose %s suffers %s is not clean, and is again when the next bill is whole',
    async (what, kind, found) => {
      await rig.db.deleteFrom('day_match').execute()
      await platform.spoil(what, { kind })
      expect(openKinds(await run())).toEqual(found)
      expect(openKinds(await run())).toEqual([])
    },
  )

  it('whose bill has a row of nobody, or another amount, is not clean until it is mended', async () => {
    await platform.spoil('bill', { kind: 'bill_extra_row' })
    expect(openKinds(await run())).toEqual([extra, 'fundsDiffer'])
    await platform.spoil('bill', { kind: 'bill_wrong_amount' })
    expect(openKinds(await run())).toContain('amountDiffers')
    expect(openKinds(await run())).toEqual([])
  })

  it.each(unreadable)('whose bill comes as %s is refused by name, never guessed at', async (as) => {
    await platform.spoil('bill', { kind: 'bill_encoding', as })
    expect(openKinds(await run())).toEqual(['billRefused'])
    expect(openKinds(await run())).toEqual([])
  })

  it('closes when it is clean', async () => {
    const closed = await rig.office('POST', 'day-end/close', { day, badge: 'ATT001' })
    expect(closed).toMatchObject({ status: 200, body: { report: { closed: { badge: 'ATT001' } } } })
  })
})
