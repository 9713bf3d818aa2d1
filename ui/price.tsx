/**
 * An amount of money as people read it, in figures of one width so that columns stand still.
 */

import { type Currency, formatMoney } from '../domain/money.ts'

export interface PriceProps {
  readonly amountMinor: number
  readonly currency: Currency
  readonly className?: string
}

export const Price = ({ amountMinor, currency, className = '' }: PriceProps) => (
  <span className={`price ${className}`}>{formatMoney(amountMinor, currency)}</span>
)
