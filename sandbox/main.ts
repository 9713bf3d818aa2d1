/**
 * Runs the sandbox's outside world as one program on the loopback: the payment
 * platforms of WeChat Pay and Alipay, and the shoppers' wallet. Prints one line of JSON when it
 * listens and ends cleanly on SIGTERM or SIGINT. Usage:
 *   node sandbox/main.ts --port 0 --data DIR [--keys DIR] [--merchant NAME]
 */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureAlipayKeys } from './alipay/demo-keys.ts'
import { loadAlipayGatewayKeys } from './alipay/keys.ts'
import { openAlipayStore } from './alipay/store.ts'
import { demoStore } from './demo/store.ts'
import { buildSandbox } from './gateway.ts'
import { ensureDemoKeys } from './keys.ts'
import { fetchNotifySend, systemClock, systemRandom } from './system.ts'
import { loadGatewayKeys } from './wechat/keys.ts'
import { openGatewayStore } from './wechat/store.ts'

/** How soon a due notification leaves. */
const tickPauseMs = 200

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: '.scanway/sandbox' },
    keys: { type: 'string' },
    merchant: { type: 'string', default: demoStore.names['zh-CN'] },
  },
})

async function main(): Promise<void> {
  const clock = systemClock()
  mkdirSync(options.data, { recursive: true, mode: 0o700 })
  const keyDirectory = options.keys ?? join(options.data, 'keys')
  const keys = ensureDemoKeys(keyDirectory, options.merchant, clock.nowMs())
  const alipayKeys = ensureAlipayKeys(`${keyDirectory}-alipay`, options.merchant, clock.nowMs())
  const store = openGatewayStore(join(options.data, 'wechat.db'))
  const alipayStore = openAlipayStore(join(options.data, 'alipay.db'))
  const gateway = buildSandbox({
    clock,
    random: systemRandom,
    notifySend: fetchNotifySend,
    wechat: { store, keys: loadGatewayKeys(keys.gateway) },
    alipay: { store: alipayStore, keys: loadAlipayGatewayKeys(alipayKeys.gateway) },
  })
  const url = await gateway.app.listen({ host: options.host, port: Number(options.port) })
  const timer = setInterval(() => void gateway.tick(), tickPauseMs)
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    await gateway.app.close()
    await gateway.tick()
    store.close()
    alipayStore.close()
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  console.log(
    JSON.stringify({
      url,
      wallet: `${url}/wallet`,
      ledger: `${url}/ctl/ledger`,
      merchantKeys: keys.merchant,
      alipayGateway: `${url}/gateway.do`,
      alipayKeys: alipayKeys.merchant,
      alipayCertificateKeys: alipayKeys.certificateMerchant,
    }),
  )
}

await main()
