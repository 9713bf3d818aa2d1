/** A fault is armed for one order: it must meet that order's calls under whatever number they name it, and no others'. */

import { beforeEach, describe, expect, test } from 'vitest'
import type { Api } from '../../../sandbox/faults/apis.ts'
import { createHolds } from '../../../sandbox/faults/holds.ts'
import { armFault, payOrder, refundOrderBody } from '../support/bench.ts'
import { type CodeBench, openCodeBench } from '../support/code-bench.ts'
import { struckTimes } from '../support/fault-table.ts'
import { fileKeys, number } from '../support/file-keys.ts'
import { v2, v3 } from '../wechat/support/calls.ts'

const other = 'SW0001261122A2'

const keys = fileKeys()
let bench: CodeBench
beforeEach(async () => {
  bench = openCodeBench(keys)
  for (const each of [number, other]) {
    await payOrder(bench, keys, each)
    await bench.client.refund(`R_${each}`, refundOrderBody(each, `R_${each}`, 100))
  }
})

const transactionOf = (outTradeNo: string): string =>
  bench.store.orderByNumber(outTradeNo)?.transactionId ?? ''
const amount = { refund: 1, total: 12_840, currency: 'CNY' }

describe('a fault aimed at one order meets its calls by other numbers:', () => {
  test.each<[Api, string, (outTradeNo: string) => Promise<unknown>]>([
    [
      'query',
      'v3, by transaction',
      (each) => {
        const target = `/v3/pay/transactions/id/${transactionOf(each)}?mchid=${keys.merchant.mchid}`
        return v3(bench, keys, { method: 'GET', target })
      },
    ],
    [
      'refund',
      'v3, by transaction',
      (each) => {
        const body = { transaction_id: transactionOf(each), out_refund_no: 'R9', amount }
        return v3(bench, keys, { method: 'POST', target: '/v3/refund/domestic/refunds', body })
      },
    ],
    [
      'refundQuery',
      'v3, by refund',
      (each) => v3(bench, keys, { method: 'GET', target: `/v3/refund/domestic/refunds/R_${each}` }),
    ],
    [
      'v2_orderquery',
      'v2, by transaction',
      (each) => v2(bench, keys, '/pay/orderquery', { transaction_id: transactionOf(each) }),
    ],
    [
      'v2_refundquery',
      'v2, by refund',
      (each) => v2(bench, keys, '/pay/refundquery', { out_refund_no: `R_${each}` }),
    ],
  ])('%s, %s', async (api, _, call) => {
    await armFault(bench, { api, out_trade_no: number }, { kind: 'rate_limited' })
    await call(other)
    expect(await struckTimes(bench.gateway)).toBe(0)
    await call(number)
    expect(await struckTimes(bench.gateway)).toBe(1)
  })
})

describe('a held charge', () => {
  const wentThrough = async (wait: Promise<void>): Promise<boolean> => {
    let isThrough = false
    void wait.then(() => {
      isThrough = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    return isThrough
  }

  test('waits until its own order was ended', async () => {
    const holds = createHolds()
    const held = holds.wait(number)
    holds.release(other)
    expect(await wentThrough(held)).toBe(false)
    holds.release(number)
    expect(await wentThrough(held)).toBe(true)
  })

  test('that comes after the end of its order is not held at all', async () => {
    const holds = createHolds()
    holds.release(number)
    expect(await wentThrough(holds.wait(number))).toBe(true)
  })
})
