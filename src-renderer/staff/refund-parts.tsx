/**
 * Where the money of a refund goes: one place in a word, several each with its amount. Shows the lane's own figures.
 */

import type { RefundPartView } from '../../domain/contract/staff-view.ts'
import type { Messages } from '../../ui/messages/messages.ts'
import { Price } from '../../ui/price.tsx'
import { useLane } from '../lane-context.tsx'

interface PartsProps {
  readonly parts: readonly RefundPartView[]
}

const nameOf = (part: RefundPartView, { wallets, refund }: Messages): string =>
  part.kind === 'wallet' ? wallets[part.wallet] : refund.card(part.codeHint)

/** All parts in a sentence's order: `¥12.00 to WeChat Pay and ¥3.00 to card ··1234`. */
export function partsText(
  parts: readonly RefundPartView[],
  messages: Messages,
  money: (amountMinor: number) => string,
): string {
  const { part: words, and } = messages.refund
  return parts.map((part) => words(money(part.amountMinor), nameOf(part, messages))).join(and)
}

/** Heads the sum of a refund. */
export function backTo(parts: readonly RefundPartView[], messages: Messages): string {
  const [first, ...others] = parts
  const { refund } = messages
  return first && others.length === 0 ? refund.backTo(nameOf(first, messages)) : refund.back
}

/** The parts below their sum, where there are several. */
export function RefundParts({ parts }: PartsProps) {
  const { view, messages } = useLane()
  if (parts.length < 2) return null
  return (
    <ul className="refund-parts figures">
      {parts.map((part) => (
        <li key={nameOf(part, messages)} className="refund-part">
          <span>{nameOf(part, messages)}</span>
          <Price amountMinor={part.amountMinor} currency={view.currency} />
        </li>
      ))}
    </ul>
  )
}
