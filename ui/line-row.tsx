/**
 * One line of the basket: its picture, its name however long, what one costs and what was saved, and how many. Where
 * it may be changed, the stepper and remove stand in the line itself.
 */

import { IdCard, OctagonX, Tag, Trash2 } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { LineView } from '../domain/contract/view.ts'
import type { Language } from '../domain/item.ts'
import { type Currency, formatMoney } from '../domain/money.ts'
import { formatKilograms } from '../domain/weight.ts'
import { DepartmentArt } from './art/department-art.tsx'
import { IconButton } from './button.tsx'
import { Chip } from './chip.tsx'
import type { Messages } from './messages/messages.ts'
import { Price } from './price.tsx'
import { Stepper } from './stepper.tsx'

export interface LineRowProps {
  readonly line: LineView
  readonly isLast: boolean
  readonly language: Language
  readonly currency: Currency
  readonly messages: Messages
  readonly children: ReactNode
}

/** What one costs; of a pack sold by weight, its weight and what a kilogram costs. */
function unitText({ unitMinor, weightGrams }: LineView, currency: Currency, { basket }: Messages): string {
  const money = formatMoney(unitMinor, currency)
  return weightGrams === null ? basket.each(money) : basket.byWeight(formatKilograms(weightGrams), money)
}

export function LineRow({ line, isLast, language, currency, messages, children }: LineRowProps) {
  const { basket } = messages
  return (
    <li className="line" data-lit={isLast || undefined}>
      <span className="line-art">
        <DepartmentArt department={line.department} />
      </span>
      <span className="line-name">
        <span className="line-title">{line.names[language]}</span>
        <span className="line-unit figures">
          <span>{unitText(line, currency, messages)}</span>
          {line.savedMinor > 0 && (
            <span className="saved">{basket.saved(formatMoney(line.savedMinor, currency))}</span>
          )}
          {line.markdown && (
            <Chip
              icon={Tag}
              tone="accent"
              label={basket.markdown(line.markdown.percentOff, line.markdown.goodUntil)}
            />
          )}
          {line.isRecalled && <Chip icon={OctagonX} tone="danger" label={basket.recalled} />}
          {line.waitsForApproval && (
            <Chip icon={IdCard} tone="caution" label={basket.ageTag(line.minimumAge)} />
          )}
        </span>
      </span>
      {children}
      <Price className="line-total" amountMinor={line.totalMinor} currency={currency} />
    </li>
  )
}

export interface ShopperLineProps extends Omit<LineRowProps, 'children'> {
  readonly onQuantity: (line: LineView, quantity: number) => void
  readonly onRemove: (lineId: string) => void
}

export const ShopperLine = memo(({ onQuantity, onRemove, ...row }: ShopperLineProps) => {
  const { line, language, messages } = row
  const name = line.names[language]
  return (
    <LineRow {...row}>
      <Stepper
        isFixed={line.isOnePack}
        quantity={line.quantity}
        label={messages.basket.quantity(name)}
        moreLabel={messages.basket.more(name)}
        fewerLabel={messages.basket.fewer(name)}
        onChange={(quantity) => onQuantity(line, quantity)}
      />
      <span className="line-remove">
        <IconButton
          icon={Trash2}
          label={messages.basket.remove(name)}
          onPress={() => onRemove(line.lineId)}
        />
      </span>
    </LineRow>
  )
})
ShopperLine.displayName = 'ShopperLine'
