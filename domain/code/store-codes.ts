/**
 * Codes the store issues itself, in Code 128 or QR: each kind begins with its own word, which no item code of any
 * range does. Says what kind a code claims to be; whether it is genuine, its own service decides.
 */

const storeCodeKinds = ['badge', 'member', 'coupon', 'pickUp', 'handOver', 'exitPass'] as const

export type StoreCodeKind = (typeof storeCodeKinds)[number]

interface StoreCodeRule {
  readonly name: string
  readonly kind: StoreCodeKind
  /** The one group is the code itself. */
  readonly pattern: RegExp
  readonly example: string
}

export const storeCodeRules: readonly StoreCodeRule[] = [
  { name: 'staff-badge', kind: 'badge', pattern: /^STAFF-([0-9A-Z]{4,16})$/, example: 'STAFF-1001' },
  { name: 'member-card', kind: 'member', pattern: /^MEMBER-([0-9A-Z]{4,24})$/, example: 'MEMBER-8800123' },
  {
    name: 'store-coupon',
    kind: 'coupon',
    pattern: /^COUPON-([-0-9A-Z]{4,40})$/,
    example: 'COUPON-AUTUMN-7F3K',
  },
  {
    name: 'pick-up-order',
    kind: 'pickUp',
    pattern: /^PICKUP-([-0-9A-Z]{4,40})$/,
    example: 'PICKUP-20261122-0042',
  },
  {
    name: 'basket-hand-over',
    kind: 'handOver',
    pattern: /^HANDOVER-([-0-9A-Za-z_]{8,128})$/,
    example: 'HANDOVER-k3JfQ0aZ-9',
  },
  {
    name: 'exit-pass',
    kind: 'exitPass',
    pattern: /^EXIT-([-.0-9A-Za-z_]{16,400})$/,
    example: 'EXIT-eyJ2IjoxfQ.c2lnbmF0dXJl',
  },
]

const begins = /^[A-Z]{4,8}-/

export function storeCodeOf(
  text: string,
): { readonly rule: StoreCodeRule; readonly code: string } | undefined {
  if (!begins.test(text)) return undefined
  for (const rule of storeCodeRules) {
    const code = rule.pattern.exec(text)?.[1]
    if (code !== undefined) return { rule, code }
  }
  return undefined
}
