/**
 * A day of Alipay from end to end: sold through the store's own client at the sandbox's platform, billed by the
 * platform, and held against our books through the same client; then with the bill late, spoiled or wrong.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../domain/contract/wire.ts'
import type { StoredReport } from '../../src-server/day-end/report.ts'
import { outTradeNoOf } from '../../src-server/payments/attempt.ts'
import {
  type AlipayBench,
  type AlipayDemoKeys,
  alipayDemoKeys,
  armFault,
  openAlipayBench,
  pressed,
  startMs,
  wallet,
} from '../alipay/support/bench.ts'
import { type DemoKeys, demoKeys } from '../sandbox/support/bench.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../server/rig.ts'

const day = '2026-11-22'
const amounts = [1280, 99, 23_450]

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let bench: AlipayBench
let rig: Rig
let lane: TestLane

/** Both clocks are one. */
async function pass(ms: number): Promise<void> {
  bench.clock.advance(ms)
  rig.clock.ms = bench.clock.nowMs()
  await bench.sandbox.tick()
  await rig.server.tickPayments()
}

const numberOf = (at: number): string => outTradeNoOf('store-1', `pay-${at}`)

async function sell(at: number, amountMinor: number): Promise<void> {
  const asked = {
    paymentId: `pay-${at}`,
    saleId: `sale-${at}`,
    wallet: 'alipay',
    amountMinor,
    currency: 'CNY',
  }
  const { body } = await lane.post(paths.payments, asked)
  const { codeUrl } = body as { readonly codeUrl: string }
  await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
  await wallet(bench.sandbox, 'confirm', pressed(numberOf(at)))
  await pass(3_000)
}

async function run(): Promise<StoredReport['report']> {
  const { body } = await rig.office('POST', 'day-end/run', { day })
  return (body as StoredReport).report
}

const open = ({ findings }: StoredReport['report']): readonly string[] =>
  findings.flatMap(({ state, finding }) => (state === 'open' ? [finding.kind] : []))

beforeAll(async () => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
  bench = openAlipayBench(keys, { wechatKeys })
  rig = await openRig({ wallet: 'alipay', provider: () => bench.provider })
  rig.clock.ms = startMs
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
}, 60_000)

afterAll(async () => {
  await rig.close()
  await bench.close()
  keys.remove()
  wechatKeys.remove()
})

describe('a day of Alipay', () => {
  it('agrees with the platform’s own bills, to the fen and to the fee', async () => {
    const report = await run()
    expect(report.findings).toEqual([])
    expect(report.providers).toMatchObject([
      {
        provider: 'alipay',
        trade: 'read',
        funds: 'read',
        matched: 4,
        totals: { payments: 3, paymentsMinor: 24_829, refunds: 1, refundsMinor: 5_000, carried: 0 },
      },
    ])
    const [totals] = report.providers.map((provider) => provider.totals)
    expect(totals?.fundsMinor).toBe(totals?.expectedFundsMinor)
    const moved = bench.store.ledger().reduce((sum, entry) => sum + entry.capturedFen - entry.refundedFen, 0)
    expect(moved).toBe(24_829 - 5_000)
  })

  it.each([
    ['bill_late', 'alipay_bill', ['billMissing']],
    ['bill_expired_url', 'alipay_bill_file', ['billMissing']],
    ['bill_missing_row', 'alipay_bill', ['localOnlyPayment', 'fundsDiffer']],
    ['bill_extra_row', 'alipay_bill', ['unknownPayment', 'fundsDiffer']],
    ['bill_wrong_amount', 'alipay_bill', ['amountDiffers', 'fundsDiffer']],
  ])(
    'whose first bill suffers %s is not clean, and is again when the next bill is whole',
    async (kind, api, found) => {
      await rig.db.deleteFrom('day_match').execute()
      await armFault(bench.sandbox, { api, times: 1 }, { kind })
      expect(open(await run())).toEqual(found)
      expect(open(await run())).toEqual([])
    },
  )

  it.each(['bom', 'plain', 'gzip'])(
    'whose bill comes as %s is refused by name, never guessed at',
    async (as) => {
      await armFault(bench.sandbox, { api: 'alipay_bill', times: 1 }, { kind: 'bill_encoding', as })
      const spoiled = await run()
      expect(open(spoiled)).toEqual([as === 'gzip' ? 'billMissing' : 'billRefused'])
      expect(open(await run())).toEqual([])
    },
  )

  it('closes when it is clean', async () => {
    const closed = await rig.office('POST', 'day-end/close', { day, badge: 'ATT001' })
    expect(closed).toMatchObject({ status: 200, body: { report: { closed: { badge: 'ATT001' } } } })
  })
})
