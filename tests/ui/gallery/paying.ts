/** Views of a shopper who pays: the ways to choose from, the QR, the code, the face, the receipt, and money that came late. */

import type { LaneView, OrphanView } from '../../../domain/contract/view.ts'
import type { PaymentEnding } from '../../../domain/sale/fact.ts'
import { nowMs } from './moment.ts'
import { amountMinor, few } from './shopping.ts'
import { held } from './tenders.ts'

export const wallets = ['wechat', 'alipay'] as const
export const reference = 'P_5c1e0f8a9b3d47e2a6f0c4b8d2e613'

type Screen<K extends LaneView['screen']['kind']> = Extract<LaneView['screen'], { readonly kind: K }>

const qr = {
  kind: 'paying',
  wallet: 'wechat',
  amountMinor,
  chargeableWallets: wallets,
  hasChoice: true,
} as const

export const making = (): LaneView => ({
  ...few,
  screen: { ...qr, codeUrl: null, expiresAtMs: null, canExtend: false },
})

export const paying = (expiresInMs: number, more: Partial<Screen<'paying'>> = {}): LaneView => ({
  ...few,
  screen: {
    ...qr,
    codeUrl: 'weixin://wxpay/bizpayurl?pr=p4lpSuKzz',
    expiresAtMs: nowMs + expiresInMs,
    canExtend: true,
    ...more,
  },
})

export const tender = (more: Partial<Screen<'tender'>> = {}): LaneView => ({
  ...few,
  screen: {
    kind: 'tender',
    amountMinor,
    tenders: [],
    wallets,
    chargeableWallets: wallets,
    faceWallets: [],
    asksAgain: null,
    notSeen: null,
    notPaid: null,
    ...more,
  },
})

export const allCovered = (more: Partial<Screen<'tender'>> = {}): LaneView =>
  tender({ amountMinor: 0, tenders: held(amountMinor - 500), ...more })

export const covering = (waitedMs: number): LaneView => ({
  ...few,
  screen: { kind: 'covering', amountMinor, sinceMs: nowMs - waitedMs },
})

export const notPaid = (ending: PaymentEnding, isReturning = false): LaneView =>
  tender({ notPaid: { method: 'qr', ending, reference, isReturning } })

export const confirming = (passwordUntilMs: number | null, method: 'code' | 'face' = 'code'): LaneView => ({
  ...few,
  screen: {
    kind: 'confirming',
    wallet: 'wechat',
    method,
    amountMinor,
    passwordUntilMs,
    sinceMs: nowMs - 2_000,
  },
})

export const looking = (untilMs: number | null, canExtend = true): LaneView => ({
  ...few,
  screen: { kind: 'looking', wallet: 'wechat', amountMinor, untilMs, canExtend },
})

export const checking = (waitedMs: number): LaneView => ({
  ...few,
  screen: { kind: 'checking', wallet: 'alipay', amountMinor, reference, sinceMs: nowMs - waitedMs },
})

export const paid = (print: 'waiting' | 'printed' | 'failed'): LaneView => ({
  ...few,
  screen: {
    kind: 'paid',
    receipt: {
      receiptNumber: 1284,
      paidAtMs: nowMs,
      amountMinor,
      transactionId: '4200002345202611220001234567',
      url: 'https://shop.example/r/7Yk2mQ0dVb3LwXz9TfAe1g',
      print,
    },
  },
})

export const late = (stage: OrphanView['stage'], more: Partial<OrphanView> = {}): OrphanView => ({
  paymentId: 'p1',
  wallet: 'alipay',
  amountMinor,
  reference,
  stage,
  atMs: nowMs - 90_000,
  ...more,
})
