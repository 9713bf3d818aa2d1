/**
 * The screen people spend their time on: the last item large, the lines with the newest on top, and the total that
 * never leaves. Everything shown is the lane's; touching a line only asks.
 */

import { IdCard } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { BasketView, LineView } from '../../domain/contract/view.ts'
import { DepartmentArt } from '../../ui/art/department-art.tsx'
import { ScanGestureArt } from '../../ui/art/scan-gesture-art.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ShopperLine } from '../../ui/line-row.tsx'
import { Price } from '../../ui/price.tsx'
import { lastLine, newestFirst } from '../basket-order.ts'
import { CameraSheet } from '../camera/camera-sheet.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'
import { BasketActions, type BasketSheet, CancelQuestion } from './basket-actions.tsx'
import { CodeEntry } from './code-entry.tsx'

function LastItem({ line }: { readonly line: LineView }) {
  const { view, messages, money } = useLane()
  const { basket } = messages
  const name = line.names[view.language]
  return (
    <div className="last-item">
      <span className="last-art">
        <DepartmentArt department={line.department} />
      </span>
      <div className="last-words">
        <p className="soft last-label">{basket.last}</p>
        <p className="last-name">{name}</p>
        <p className="last-price figures">
          <Price
            amountMinor={line.weightGrams === null ? line.unitMinor : line.totalMinor}
            currency={view.currency}
          />
          {line.weightGrams === null && line.unitMinor < line.listMinor && (
            <s className="soft was">{money(line.listMinor)}</s>
          )}
        </p>
        {line.waitsForApproval && (
          <Chip icon={IdCard} tone="caution" label={basket.ageTag(line.minimumAge)} />
        )}
      </div>
      <p className="visually-hidden" role="status">
        {basket.added(name, money(line.totalMinor))}
      </p>
    </div>
  )
}

function EmptyInvitation() {
  const { basket } = useLane().messages
  return (
    <div className="empty">
      <div className="empty-art">
        <ScanGestureArt />
      </div>
      <h2 className="empty-title">{basket.emptyTitle}</h2>
      <p className="empty-body soft">{basket.emptyBody}</p>
    </div>
  )
}

function Lines({ basket }: { readonly basket: BasketView }) {
  const { view, messages, send } = useLane()
  const change = useCallback(
    ({ lineId, quantity: shown }: LineView, quantity: number) =>
      send({ kind: 'ChangeQuantity', lineId, shown, quantity }),
    [send],
  )
  const remove = useCallback((lineId: string) => send({ kind: 'RemoveLine', lineId }), [send])
  const list = useRef<HTMLUListElement>(null)
  const last = lastLine(basket)
  useEffect(() => {
    if (last) list.current?.querySelector('[data-lit]')?.scrollIntoView({ block: 'nearest' })
  }, [last])
  return (
    <ul className="lines" ref={list} aria-label={messages.basket.lines}>
      {newestFirst(basket).map((line) => (
        <ShopperLine
          key={line.lineId}
          line={line}
          isLast={line.lineId === basket.lastLineId}
          language={view.language}
          currency={view.currency}
          messages={messages}
          onQuantity={change}
          onRemove={remove}
        />
      ))}
    </ul>
  )
}

const emptyBasket: BasketView = {
  lines: [],
  lastLineId: null,
  pieces: 0,
  totalMinor: 0,
  savedMinor: 0,
  taxes: [],
}

export function BasketScreen() {
  const { view, messages } = useLane()
  const [sheet, setSheet] = useState<BasketSheet>('none')
  const basket = view.basket ?? emptyBasket
  const last = lastLine(basket)
  const close = useCallback(() => setSheet('none'), [])
  return (
    <>
      <Frame
        title={messages.basket.title}
        show={last ? <LastItem key={`${last.lineId}:${last.quantity}`} line={last} /> : null}
        list={last ? <Lines basket={basket} /> : <EmptyInvitation />}
        act={<BasketActions basket={basket} onOpen={setSheet} />}
      />
      {sheet === 'code' && <CodeEntry onClose={close} />}
      {sheet === 'camera' && <CameraSheet onClose={close} />}
      {sheet === 'cancel' && <CancelQuestion onClose={close} />}
    </>
  )
}
