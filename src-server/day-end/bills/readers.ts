/** Which reader understands the bills of which provider. A new provider with bills is one line here. */

import type { Wallet } from '../../../domain/sale/fact.ts'
import { readAlipayFunds } from './alipay-funds.ts'
import { readAlipayTrade } from './alipay-trade.ts'
import type { BillReaders } from './bill.ts'
import { readWechatFunds } from './wechat-funds.ts'
import { readWechatTrade } from './wechat-trade.ts'

export const billReaders = {
  wechat: { trade: readWechatTrade, funds: readWechatFunds },
  alipay: { trade: readAlipayTrade, funds: readAlipayFunds },
} as const satisfies Partial<Readonly<Record<Wallet, BillReaders>>>

/** Wallets whose providers give account of their days in a form that is read here. */
export type BilledWallet = keyof typeof billReaders

export const isBilled = (wallet: Wallet): wallet is BilledWallet => wallet in billReaders
