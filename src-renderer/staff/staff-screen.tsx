/**
 * An attendant is signed in: the lane's basket stays in view, with what waits for a decision above it and what an
 * attendant may do beside it. Dark, so that nobody takes it for the shopper's screen.
 */

import {
  Ban,
  CircleCheck,
  HandCoins,
  HandHelping,
  LogOut,
  Settings2,
  ShoppingBasket,
  Tag,
  Trash2,
  Undo2,
  UserCheck,
} from 'lucide-react'
import { useState } from 'react'
import type { AttendantView } from '../../domain/contract/staff-view.ts'
import type { LineView, ScreenView } from '../../domain/contract/view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { LineRow } from '../../ui/line-row.tsx'
import { Price } from '../../ui/price.tsx'
import { newestFirst } from '../basket-order.ts'
import { useLane } from '../lane-context.tsx'
import { LaneNotice } from '../lane-notice.tsx'
import { LateMoney } from './late-money.tsx'
import { OverrideSheet, VoidBasketSheet, VoidLineSheet } from './staff-sheets.tsx'

type SignedIn = Extract<AttendantView, { readonly kind: 'signedIn' }>

type Task =
  | { readonly kind: 'none' }
  | { readonly kind: 'void'; readonly line: LineView }
  | { readonly kind: 'override'; readonly line: LineView }
  | { readonly kind: 'voidBasket' }

function AgeCheck() {
  const { view, messages, send } = useLane()
  const words = messages.staff
  if (view.approvalAge === 0) return null
  const waiting = view.basket?.lines.filter((line) => line.waitsForApproval) ?? []
  return (
    <section className="age-check" data-tone="caution" aria-label={words.ageTitle(view.approvalAge)}>
      <h2 className="strip-title">{words.ageTitle(view.approvalAge)}</h2>
      <p>{words.ageBody}</p>
      <p>{waiting.map((line) => line.names[view.language]).join(' · ')}</p>
      <div className="button-row">
        <ActionButton
          rank="primary"
          icon={CircleCheck}
          label={words.ageApprove}
          onPress={() => send({ kind: 'ApproveAge' })}
        />
        <ActionButton icon={Ban} label={words.ageRefuse} onPress={() => send({ kind: 'RefuseAge' })} />
      </div>
    </section>
  )
}

/** A pack that was called back: what it is, why, and what to do with it. */
function RecalledPack() {
  const { view, messages } = useLane()
  const { helpAbout } = view
  const words = messages.staff
  if (!helpAbout) return null
  const { names, code, batch, serial, reason } = helpAbout
  const title = words.recallTitle(names[view.language])
  const marks = [
    code,
    ...(batch === null ? [] : [words.recallBatch(batch)]),
    ...(serial === null ? [] : [words.recallSerial(serial)]),
  ]
  return (
    <section className="age-check" data-tone="danger" aria-label={title}>
      <h2 className="strip-title">{title}</h2>
      <p className="figures">{marks.join(' · ')}</p>
      <p>{reason}</p>
      <p>{words.recallBody}</p>
    </section>
  )
}

/** While money is asked for, the lane refuses to change the basket. */
const paymentScreens: ReadonlySet<ScreenView['kind']> = new Set([
  'paying',
  'confirming',
  'covering',
  'checking',
])

interface StaffLinesProps {
  readonly isLocked: boolean
  readonly onTask: (task: Task) => void
}

function StaffLines({ isLocked, onTask }: StaffLinesProps) {
  const { view, messages } = useLane()
  const words = messages.staff
  if (!view.basket || view.basket.lines.length === 0) {
    return <p className="staff-empty soft">{words.noBasket}</p>
  }
  const { lastLineId } = view.basket
  return (
    <ul className="lines" aria-label={words.basket}>
      {newestFirst(view.basket).map((line) => (
        <LineRow
          key={line.lineId}
          line={line}
          isLast={line.lineId === lastLineId}
          language={view.language}
          currency={view.currency}
          messages={messages}
        >
          <span className="line-quantity figures">×{line.quantity}</span>
          <span className="line-remove staff-line-actions">
            <ActionButton
              icon={Tag}
              label={words.override}
              isDisabled={isLocked}
              onPress={() => onTask({ kind: 'override', line })}
            />
            <ActionButton
              icon={Trash2}
              label={words.voidLine}
              isDisabled={isLocked}
              onPress={() => onTask({ kind: 'void', line })}
            />
          </span>
        </LineRow>
      ))}
    </ul>
  )
}

function Actions({ isLocked, onTask }: StaffLinesProps) {
  const { view, messages, send } = useLane()
  const words = messages.staff
  const hasBasket = (view.basket?.lines.length ?? 0) > 0
  return (
    <section className="staff-actions">
      {view.basket && (
        <p className="totals-total figures">
          <span className="totals-label">{messages.basket.pieces(view.basket.pieces)}</span>
          <Price className="totals-amount" amountMinor={view.basket.totalMinor} currency={view.currency} />
        </p>
      )}
      {isLocked && <p role="status">{words.paying}</p>}
      {view.helpSinceMs !== null && (
        <ActionButton
          icon={HandHelping}
          label={words.helpDone}
          onPress={() => send({ kind: 'CancelHelp' })}
        />
      )}
      <ActionButton
        icon={Undo2}
        label={messages.refund.open}
        isDisabled={isLocked}
        onPress={() => send({ kind: 'OpenRefunds' })}
      />
      <ActionButton icon={Settings2} label={words.panel} onPress={() => send({ kind: 'OpenPanel' })} />
      <ActionButton
        icon={ShoppingBasket}
        label={words.handOver}
        isDisabled={isLocked || !hasBasket || view.isBasketFixed}
        onPress={() => send({ kind: 'HandOver' })}
      />
      {!view.online && (
        <ActionButton
          icon={HandCoins}
          label={words.park}
          isDisabled={isLocked || !hasBasket || view.isBasketFixed}
          onPress={() => send({ kind: 'Park' })}
        />
      )}
      <ActionButton
        icon={Trash2}
        label={words.voidBasket}
        isDisabled={isLocked || !hasBasket}
        onPress={() => onTask({ kind: 'voidBasket' })}
      />
      <ActionButton icon={LogOut} label={words.signOut} onPress={() => send({ kind: 'SignOut' })} />
    </section>
  )
}

interface TaskSheetProps {
  readonly task: Task
  readonly onClose: () => void
}

function TaskSheet({ task, onClose }: TaskSheetProps) {
  switch (task.kind) {
    case 'none':
      return null
    case 'void':
      return <VoidLineSheet line={task.line} onClose={onClose} />
    case 'override':
      return <OverrideSheet line={task.line} onClose={onClose} />
    case 'voidBasket':
      return <VoidBasketSheet onClose={onClose} />
  }
}

export function StaffScreen({ attendant }: { readonly attendant: SignedIn }) {
  const { view, messages } = useLane()
  const [task, setTask] = useState<Task>({ kind: 'none' })
  const words = messages.staff
  const isLocked = paymentScreens.has(view.screen.kind)
  return (
    <div className="staff theme-staff dense">
      <header className="staff-head">
        <h1 className="sheet-title">{messages.store.lane(view.laneName)}</h1>
        <Chip icon={UserCheck} tone="accent" label={words.signedIn(attendant.name)} />
      </header>
      <main className="staff-main" aria-label={words.title}>
        <div className="staff-basket">
          <RecalledPack />
          <AgeCheck />
          <LaneNotice />
          <LateMoney />
          <StaffLines isLocked={isLocked} onTask={setTask} />
        </div>
        <Actions isLocked={isLocked} onTask={setTask} />
      </main>
      <TaskSheet task={task} onClose={() => setTask({ kind: 'none' })} />
    </div>
  )
}
