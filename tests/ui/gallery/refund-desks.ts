/** The refund desk in every step and every end of a refund, for the gallery's views. */

import type { RefundDeskView, RefundView } from '../../../domain/contract/staff-view.ts'
import { basketOfLines } from './goods.ts'

const soldAtMs = Date.UTC(2026, 10, 22, 9, 8)

const toWallet: RefundView['parts'] = [{ kind: 'wallet', wallet: 'wechat', amountMinor: 1_290 }]

const refundView = (changes: Partial<RefundView>): RefundView => ({
  refundId: 'r1',
  receiptNumber: 1284,
  amountMinor: 1_290,
  parts: toWallet,
  atMs: soldAtMs,
  stage: 'accepted',
  reference: 'R_9b3d47e2a6f0c4b8d2e6135c1e0f8a',
  ...changes,
})

const soldReceipt = {
  saleId: 's1',
  laneName: '03',
  receiptNumber: 1284,
  paidAtMs: soldAtMs,
  paidMinor: 12_480,
}

const toBoth: RefundView['parts'] = [
  { kind: 'wallet', wallet: 'wechat', amountMinor: 1_032 },
  { kind: 'card', codeHint: '1234', amountMinor: 258 },
]

type Units = Extract<RefundDeskView, { readonly step: 'units' }>

const refundUnits = (count: number): Units => ({
  step: 'units',
  receipt: soldReceipt,
  refundedMinor: 1_290,
  couponsMinor: 0,
  lines: basketOfLines(count).lines.map(({ lineId, names, totalMinor }, at) => ({
    lineId,
    names,
    quantity: 3,
    totalMinor,
    left: at % 3,
    chosen: at % 3 === 2 ? 1 : 0,
  })),
  isReady: true,
  amountMinor: 1_290,
  parts: toWallet,
  isWhole: false,
  perRefundMinor: 20_000,
})

const asked = (stage: RefundView['stage'], reference?: null): RefundDeskView => ({
  step: 'asked',
  refund: refundView({ stage, ...(reference === null && { reference }) }),
})

export const desks = {
  find: { step: 'find', isSearching: false, refunds: [] },
  'find-last': {
    step: 'find',
    isSearching: true,
    refunds: [
      refundView({ stage: 'accepted' }),
      refundView({ refundId: 'r2', stage: 'settled' }),
      refundView({ refundId: 'r3', stage: 'NeedsPerson' }),
      refundView({ refundId: 'r4', stage: 'AttendantLimit', reference: null }),
    ],
  },
  choose: {
    step: 'choose',
    receipts: [soldReceipt, { ...soldReceipt, saleId: 's2', laneName: '04', paidMinor: 1_890 }],
  },
  units: refundUnits(4),
  'units-many': refundUnits(20),
  'units-split': { ...refundUnits(4), couponsMinor: 500, parts: toBoth },
  'units-free': { ...refundUnits(4), couponsMinor: 500, amountMinor: 0, parts: [] },
  'goods-back': { step: 'asked', refund: refundView({ stage: 'settled', amountMinor: 0, parts: [] }) },
  'split-returned': { step: 'asked', refund: refundView({ stage: 'settled', parts: toBoth }) },
  asked: asked('requested', null),
  'on-its-way': asked('accepted'),
  returned: asked('settled'),
  'needs-person': asked('NeedsPerson'),
  refused: asked('AttendantLimit', null),
} satisfies Record<string, RefundDeskView>
