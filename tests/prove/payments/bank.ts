/** Both payment platforms of a simulated street, faults of either and a ledger over both. */

import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { openAlipayStore } from '../../../sandbox/alipay/store.ts'
import { openWechatStore } from '../../../sandbox/wechat/store.ts'
import { SimulatedPlatform, type Wallets } from '../../sim/machines/simulated-platform.ts'
import type { Street } from './street.ts'

/** The header by which the simulated network says which certificate a connection showed. */
export const certificateHeader = 'x-simulated-certificate'

export class Bank extends SimulatedPlatform {
  readonly #street: Street

  constructor(street: Street) {
    super(street, 'bank')
    this.#street = street
  }

  protected override openWallets(): Wallets {
    const { directory, keys } = this.#street
    const certificate = new X509Certificate(keys.wechat.merchant.v2?.identity.certificate ?? '').raw
    return {
      wechat: {
        store: openWechatStore(join(directory, 'wechat.db')),
        keys: keys.wechat.gateway,
        peerCertificate: ({ headers }) =>
          headers[certificateHeader] === undefined ? undefined : certificate,
      },
      alipay: { store: openAlipayStore(join(directory, 'alipay.db')), keys: keys.alipay.gateway },
    }
  }
}
