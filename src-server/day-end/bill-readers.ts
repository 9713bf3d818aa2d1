/** Which reader understands the bills of which provider. A new provider with bills is one line here. */

import type { Wallet } from '../../domain/sale/fact.ts'
import { readAlipayFunds } from './alipay-funds.ts'
import { readAlipayTrade } from './alipay-trade.ts'
import type { BillReaders } from './bill.ts'
import { readWechatFunds } from './wechat-funds.ts'
import { readWechatTrade } from './wechat-trade.ts'

export const billReaders: Readonly<Record<Wallet, BillReaders>> = {
  wechat: { trade: readWechatTrade, funds: readWechatFunds },
  alipay: { trade: readAlipayTrade, funds: readAlipayFunds },
}
