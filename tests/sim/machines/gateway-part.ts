/** The payment platform in a simulated store: WeChat Pay alone. */

import { join } from 'node:path'
import { openWechatStore } from '../../../sandbox/wechat/store.ts'
import type { Parts } from '../parts.ts'
import { SimulatedPlatform, type Wallets } from './simulated-platform.ts'

export class GatewayPart extends SimulatedPlatform {
  readonly #parts: Parts

  constructor(parts: Parts) {
    super(parts, 'gateway')
    this.#parts = parts
  }

  protected override openWallets(): Wallets {
    const { directory, template } = this.#parts
    const store = openWechatStore(join(directory, 'gateway.db'))
    return { wechat: { store, keys: template.gatewayKeys } }
  }
}
