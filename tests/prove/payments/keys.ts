/** The keys of one simulated merchant at both platforms, made once for a whole proof. */

import { join } from 'node:path'
import { ensureAlipayKeys } from '../../../sandbox/alipay/demo-keys.ts'
import { type AlipayGatewayKeys, loadAlipayGatewayKeys } from '../../../sandbox/alipay/keys.ts'
import { ensureWechatKeys } from '../../../sandbox/wechat/demo-keys.ts'
import { loadWechatGatewayKeys, type WechatGatewayKeys } from '../../../sandbox/wechat/keys.ts'
import { type AlipayKeys, loadAlipayKeys } from '../../../src-server/alipay/keys.ts'
import { loadMerchantKeys, type MerchantKeys } from '../../../src-server/wechat/keys.ts'
import { must, startMs } from '../../sim/template.ts'

export interface PaymentKeys {
  readonly wechat: { readonly merchant: MerchantKeys; readonly gateway: WechatGatewayKeys }
  readonly alipay: { readonly merchant: AlipayKeys; readonly gateway: AlipayGatewayKeys }
}

export function makePaymentKeys(directory: string): PaymentKeys {
  const wechat = ensureWechatKeys(join(directory, 'wechat-keys'), 'Simulated store', startMs)
  const alipay = ensureAlipayKeys(join(directory, 'alipay-keys'), 'Simulated store', startMs)
  return {
    wechat: {
      merchant: must(loadMerchantKeys(wechat.merchant), 'WeChat keys load'),
      gateway: loadWechatGatewayKeys(wechat.gateway),
    },
    alipay: {
      merchant: must(loadAlipayKeys(alipay.merchant), 'Alipay keys load'),
      gateway: loadAlipayGatewayKeys(alipay.gateway),
    },
  }
}
