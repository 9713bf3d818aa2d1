/** The sandbox's two platforms, each with the store's own provider for it, as a day's test needs them. */

import type { Wallet } from '../../../domain/sale/fact.ts'
import type { SandboxClock } from '../../../sandbox/ports.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import * as alipay from '../../sandbox/alipay/support/bench.ts'
import * as wechat from '../../sandbox/support/bench.ts'
import { openCodeBench } from '../../sandbox/support/code-bench.ts'

export interface Platform {
  readonly wallet: Wallet
  readonly clock: SandboxClock
  readonly provider: PaymentProvider
  /** What the platform holds in the end: taken less given back. */
  heldFen(): number
  /** A shopper scans the code and pays. */
  pay(codeUrl: string, outTradeNo: string): Promise<void>
  /** The next call of this kind suffers the fault. */
  spoil(what: 'bill' | 'file', fault: object): Promise<void>
  tick(): Promise<void>
  close(): Promise<void>
}

interface Held {
  readonly capturedFen: number
  readonly refundedFen: number
}

const held = (ledger: readonly Held[]): number =>
  ledger.reduce((sum, { capturedFen, refundedFen }) => sum + capturedFen - refundedFen, 0)

export async function openAlipay(): Promise<Platform> {
  const keys = alipay.alipayDemoKeys()
  const wechatKeys = wechat.demoKeys()
  const bench = alipay.openAlipayBench(keys, { wechatKeys })
  const { sandbox, clock, provider, store } = bench
  return {
    wallet: 'alipay',
    clock,
    provider,
    heldFen: () => held(store.ledger()),
    async pay(qr, outTradeNo) {
      await alipay.wallet(sandbox, 'scan', { qr, payer: 'alice' })
      await alipay.wallet(sandbox, 'confirm', alipay.pressed(outTradeNo))
    },
    spoil: (what, fault) =>
      alipay.armFault(
        sandbox,
        { api: what === 'bill' ? 'alipay_bill' : 'alipay_bill_file', times: 1 },
        fault,
      ),
    tick: sandbox.tick,
    async close() {
      await bench.close()
      keys.remove()
      wechatKeys.remove()
    },
  }
}

export async function openWechat(): Promise<Platform> {
  const keys = wechat.demoKeys()
  const bench = openCodeBench(keys)
  return {
    wallet: 'wechat',
    clock: bench.clock,
    provider: bench.provider,
    heldFen: () => held(bench.store.ledger()),
    async pay(qr, outTradeNo) {
      await wechat.wallet(bench, 'scan', { qr, payer: 'alice' })
      await wechat.wallet(bench, 'confirm', { payer: 'alice', out_trade_no: outTradeNo })
    },
    spoil: (what, fault) =>
      wechat.armFault(bench, { api: what === 'bill' ? 'tradebill' : 'billFile', times: 1 }, fault),
    tick: bench.gateway.tick,
    async close() {
      await bench.gateway.app.close()
      bench.store.close()
      keys.remove()
    },
  }
}
