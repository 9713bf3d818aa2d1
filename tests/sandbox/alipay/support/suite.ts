/**
 * What a suite that speaks to the sandbox's Alipay stands on: keys made once, a fresh bench for every test, and the
 * calls and answers that most tests begin and end with.
 */

import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { AlipayKeys } from '../../../../src-server/alipay/keys.ts'
import { refundBody } from '../../../../src-server/alipay/order-body.ts'
import { type DemoKeys, demoKeys } from '../../support/bench.ts'
import {
  type AlipayBench,
  type AlipayBenchOptions,
  type AlipayDemoKeys,
  alipayDemoKeys,
  chargeBody,
  codeOf,
  number,
  openAlipayBench,
  qrBody,
} from './bench.ts'

export const refused = (subCode: string) => ({ ok: false, error: { kind: 'CallRefused', subCode } })

export const uncertain = (kind: string) => ({
  ok: false,
  error: { kind: 'OutcomeUnknown', reason: { kind } },
})

export const refundOf = (outRequestNo: string, refundFen: number): string =>
  refundBody({ outTradeNo: number, outRequestNo, refundFen, reason: '退' })

export function alipaySuite() {
  let keys: AlipayDemoKeys
  let wechatKeys: DemoKeys
  let bench: AlipayBench

  const open = (options: Omit<AlipayBenchOptions, 'wechatKeys'> = {}): AlipayBench =>
    openAlipayBench(keys, { wechatKeys, ...options })

  beforeAll(() => {
    keys = alipayDemoKeys()
    wechatKeys = demoKeys()
  })
  afterAll(() => {
    keys.remove()
    wechatKeys.remove()
  })
  beforeEach(() => {
    bench = open()
  })
  afterEach(() => bench.close())

  return {
    get keys() {
      return keys
    },
    get bench() {
      return bench
    },

    /** Another bench, for the caller to close. */
    open,

    /** The test's bench with another merchant before it, and empty books. */
    async reopen(merchant: AlipayKeys): Promise<void> {
      await bench.close()
      bench = open({ merchant })
    },

    /** The address of a new order's QR. */
    async qr(fields: Parameters<typeof qrBody>[0] = {}): Promise<string> {
      const created = await bench.client.precreate(fields.outTradeNo ?? number, qrBody(fields))
      if (!created.ok) throw new Error(JSON.stringify(created.error))
      return created.value.codeUrl
    },

    /** Charges a code that this wallet user shows. */
    charge: async (user: string, fields: Parameters<typeof chargeBody>[0] = {}) =>
      bench.client.pay(
        fields.outTradeNo ?? number,
        chargeBody(fields),
        'bar_code',
        await codeOf(bench.sandbox, user),
      ),
  }
}
