/**
 * Alipay's bills in trouble: late, short of a row, with a stranger's row, a fen off, in another encoding, behind a dead
 * address. The store's readers must either refuse by name or show the difference; the books stay right meanwhile.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../../domain/result.ts'
import { readAlipayTrade } from '../../../src-server/day-end/bills/alipay-trade.ts'
import { type DemoKeys, demoKeys } from '../support/bench.ts'
import {
  type AlipayBench,
  type AlipayDemoKeys,
  alipayDemoKeys,
  armFault,
  ledgerOf,
  number,
  openAlipayBench,
  payByQr,
} from './support/bench.ts'

const day = '2026-11-22'
const second = 'SW0001261122A2'

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let bench: AlipayBench

beforeAll(() => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
})
afterAll(() => {
  keys.remove()
  wechatKeys.remove()
})
beforeEach(async () => {
  bench = openAlipayBench(keys, { wechatKeys })
  await payByQr(bench)
  bench.clock.advance(1_000)
  await payByQr(bench, second, 500)
  await bench.client.cancel(second)
  bench.clock.advance(24 * 3_600_000)
})
afterEach(() => bench.close())

const bills = () => present(bench.provider.bills, 'Alipay gives bills')

async function entries() {
  const bill = await bills().fetchBill(day, 'trade')
  if (!bill.ok) throw new Error(JSON.stringify(bill.error))
  return readAlipayTrade(bill.value, day)
}

const trouble = (kind: string, more: object = {}) =>
  armFault(bench.sandbox, { api: 'alipay_bill' }, { kind, ...more })

describe('a bill', () => {
  test('names each payment, and a cancelled one’s money back under its own number', async () => {
    expect(await entries()).toMatchObject({
      value: {
        entries: [
          { kind: 'payment', outTradeNo: number, amountMinor: 12_840 },
          { kind: 'payment', outTradeNo: second, amountMinor: 500 },
          { kind: 'reversal', outTradeNo: second, amountMinor: 500 },
        ],
      },
    })
    expect(ledgerOf(bench, second)).toMatchObject({ capturedFen: 500, refundedFen: 500 })
  })

  test('that is late is not there yet, and is not taken for an empty one', async () => {
    await trouble('bill_late')
    expect(await bills().fetchBill(day, 'trade')).toEqual({ ok: false, error: { kind: 'NotFound' } })
  })

  test('without a row, with a stranger’s, or a fen off shows it', async () => {
    await trouble('bill_missing_row')
    expect(await entries()).toMatchObject({ value: { entries: { length: 2 } } })
    await bench.sandbox.app.inject({ method: 'DELETE', url: '/ctl/faults' })
    await trouble('bill_extra_row')
    expect(await entries()).toMatchObject({
      value: { entries: [{}, {}, {}, { outTradeNo: 'NOBODYS_ORDER', amountMinor: 12_840 }] },
    })
    await bench.sandbox.app.inject({ method: 'DELETE', url: '/ctl/faults' })
    await trouble('bill_wrong_amount')
    expect(await entries()).toMatchObject({ value: { entries: [{ amountMinor: 12_841 }, {}, {}] } })
  })

  test.each(['plain', 'bom'])('in another encoding (%s) is never half understood', async (as) => {
    await trouble('bill_encoding', { as })
    const read = await entries()
    if (read.ok) expect(read.value.entries).toHaveLength(3)
    else expect(read.error.kind).toMatch(/Encoding|Column/)
  })

  test('that is no zip, or whose address has died, is asked for again', async () => {
    await trouble('bill_encoding', { as: 'gzip' })
    const unknown = (reason: string) => ({ ok: false, error: { kind: 'Unknown', reason } })
    expect(await bills().fetchBill(day, 'trade')).toEqual(unknown('BillNotZip'))
    await bench.sandbox.app.inject({ method: 'DELETE', url: '/ctl/faults' })
    await armFault(bench.sandbox, { api: 'alipay_bill_file', nth: 1 }, { kind: 'bill_expired_url' })
    await armFault(bench.sandbox, { api: 'alipay_bill_file', nth: 2 }, { kind: 'rate_limited' })
    for (let tries = 0; tries < 2; tries += 1)
      expect(await bills().fetchBill(day, 'trade')).toEqual(unknown('BillAddressRefused'))
    expect(await bills().fetchBill(day, 'trade')).toMatchObject({ ok: true })
  })
})
