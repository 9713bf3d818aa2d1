/**
 * An amount of money as people read it, in figures of one width so that columns stand still.
 */

import { type Currency, formatMoney } from '../domain/money.ts'

export interface PriceProps {
  readonly amountMinor: number
  readonly currency: Currency
  readonly className?: string
}

/** More characters than this do not fit beside anything. */
const usualLength = 9

export const Price = ({ amountMinor, currency, className = '' }: PriceProps) => {
  const text = formatMoney(amountMinor, currency)
  return (
    <span className={`price ${className}`} data-long={text.length > usualLength || undefined}>
      {text}
    </span>
  )
}
