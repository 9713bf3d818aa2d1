/**
 * The demo store: its name, its two lanes and its staff. Nothing here is real; the PINs are public by design
 * and are hashed by the server like any other before they are kept.
 */

import type { Currency } from '../../domain/money.ts'
import type { Store } from '../../domain/receipt.ts'

export interface DemoLane {
  readonly laneId: string
  /** Language-neutral: screens and receipts put their own word before it. */
  readonly name: string
}

export interface DemoStaff {
  /** As a badge carries it after `STAFF-`. */
  readonly badge: string
  readonly name: string
  readonly pin: string
}

export const demoCurrency: Currency = 'CNY'

export const demoStore: Store = {
  storeId: 'demo',
  names: { 'zh-CN': '四季邻里超市（梧桐路店）', en: 'Four Seasons Market, Wutong Road' },
  address: '示例市青禾区梧桐路 88 号 1 层',
  // A unified social credit code in form; its district 000000 belongs to nobody.
  taxNumber: '91000000MADEM00X8K',
}

export const demoLanes: readonly DemoLane[] = [
  { laneId: 'lane-1', name: '1' },
  { laneId: 'lane-2', name: '2' },
]

/** What an attendant may let go unpaid at a lane while the server is away: of one basket, and of all. */
export const demoParking = { perSaleMinor: 20_000, totalMinor: 100_000 } as const

/** What an attendant may give back without a manager: at once, and within a day. */
export const demoRefunds = { perRefundMinor: 20_000, perAttendantMinor: 100_000 } as const

export const demoStaff: readonly DemoStaff[] = [
  { badge: '1001', name: '李敏', pin: '2580' },
  { badge: '1002', name: '陈建国', pin: '1470' },
  { badge: '1003', name: 'Grace Miller', pin: '3690' },
]

/** What a badge's barcode says. */
export const badgeCode = ({ badge }: DemoStaff): string => `STAFF-${badge}`

/** Cards with stored value, and coupons: read MEMBER-… and COUPON-… at a kiosk. */
export const demoCards = [
  { code: '8800123', amountMinor: 5_000 },
  { code: '8800456', amountMinor: 1_200 },
] as const

const demoCouponsEndMs = Date.UTC(2036, 0, 1)

export const demoCoupons = [
  { code: 'AUTUMN-7F3K', amountMinor: 300, minimumMinor: 1_000, expiresMs: demoCouponsEndMs },
  { code: 'WELCOME-2QXD', amountMinor: 200, minimumMinor: 0, expiresMs: demoCouponsEndMs },
] as const
