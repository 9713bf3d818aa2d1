/**
 * Runs the sandbox's outside world as one program on the loopback: WeChat Pay, Alipay and the wallet, on a main host, a
 * second host and a door guarded by certificates. Prints one line of JSON when it listens and ends cleanly on SIGTERM
 * or SIGINT. Usage:
 *   node sandbox/main.ts --port 0 --data DIR [--keys DIR] [--merchant NAME] [--refuse-replays]
 */

import { mkdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureAlipayKeys } from './alipay/demo-keys.ts'
import { type AlipayGatewayKeys, loadAlipayGatewayKeys } from './alipay/keys.ts'
import { openAlipayStore } from './alipay/store.ts'
import { demoStore } from './demo/store.ts'
import { buildSandbox, type Sandbox } from './gateway.ts'
import { openListeners } from './listeners.ts'
import type { SandboxClock } from './ports.ts'
import { fetchNotifySend, systemClock, systemRandom } from './system.ts'
import { ensureWechatKeys } from './wechat/demo-keys.ts'
import { loadWechatGatewayKeys, type WechatGatewayKeys } from './wechat/keys.ts'
import { openWechatStore } from './wechat/store.ts'

/** How soon a due notification leaves. */
const tickPauseMs = 200

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: '.scanway/sandbox' },
    keys: { type: 'string' },
    merchant: { type: 'string', default: demoStore.names['zh-CN'] },
    'refuse-replays': { type: 'boolean', default: false },
  },
})

interface World {
  readonly gateway: Sandbox
  /** Waits for deliveries under way; the books are closed last. */
  readonly end: () => Promise<void>
}

interface Keys {
  readonly wechat: WechatGatewayKeys
  readonly alipay: AlipayGatewayKeys
}

function openWorld(clock: SandboxClock, keys: Keys, restart: () => void): World {
  const wechat = { store: openWechatStore(join(options.data, 'wechat.db')), keys: keys.wechat }
  const alipay = { store: openAlipayStore(join(options.data, 'alipay.db')), keys: keys.alipay }
  const outside = { clock, random: systemRandom, notifySend: fetchNotifySend, restart }
  const gateway = buildSandbox({ ...outside, refusesReplays: options['refuse-replays'], wechat, alipay })
  return {
    gateway,
    async end() {
      await gateway.app.close()
      await gateway.tick()
      wechat.store.close()
      alipay.store.close()
    },
  }
}

async function main(): Promise<void> {
  const clock = systemClock()
  mkdirSync(options.data, { recursive: true, mode: 0o700 })
  const keyDirectory = options.keys ?? join(options.data, 'keys')
  const directories = ensureWechatKeys(keyDirectory, options.merchant, clock.nowMs())
  const alipayDirectories = ensureAlipayKeys(`${keyDirectory}-alipay`, options.merchant, clock.nowMs())
  const keys = {
    wechat: loadWechatGatewayKeys(directories.gateway),
    alipay: loadAlipayGatewayKeys(alipayDirectories.gateway),
  }

  let isResting = false
  /** A death in the middle of a call, and a new life over the same books. */
  const restart = async (): Promise<void> => {
    isResting = true
    listeners.breakAll()
    await world.end()
    world = openWorld(clock, keys, () => void restart())
    await world.gateway.app.ready()
    isResting = false
  }
  let world = openWorld(clock, keys, () => void restart())
  await world.gateway.app.ready()
  const serve: RequestListener = (request, response) =>
    isResting ? request.socket.destroy() : world.gateway.app.routing(request, response)
  const listeners = await openListeners(serve, keys.wechat.door, options.host, Number(options.port))

  let isRefusing = false
  /** The one fault that strikes the listener and not a call. */
  const refuse = async (ms: number): Promise<void> => {
    isRefusing = true
    await listeners.refuseFor(ms)
    isRefusing = false
  }
  const tick = (): void => {
    if (isResting) return
    void world.gateway.tick()
    const fault = isRefusing ? undefined : world.gateway.faults.strike('host', undefined)
    if (fault?.kind === 'host_refuses') void refuse(fault.ms)
  }
  const timer = setInterval(tick, tickPauseMs)
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    await listeners.close()
    await world.end()
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  const { url, secondUrl, doorUrl } = listeners
  console.log(
    JSON.stringify({
      url,
      secondUrl,
      doorUrl,
      wallet: `${url}/wallet`,
      ledger: `${url}/ctl/ledger`,
      merchantKeys: directories.merchant,
      alipayGateway: `${url}/gateway.do`,
      alipayKeys: alipayDirectories.merchant,
      alipayCertificateKeys: alipayDirectories.certificateMerchant,
    }),
  )
}

await main()
