/**
 * The lane's notice as the shopper or an attendant reads it. The lane says which refusal and for how long; the words
 * and the one thing to do are here.
 */

import {
  Barcode,
  CircleAlert,
  Clock,
  CloudOff,
  IdCard,
  Lock,
  type LucideIcon,
  OctagonX,
  ShoppingBasket,
  Smartphone,
} from 'lucide-react'
import type { NoticeView } from '../domain/contract/view.ts'
import type { Language } from '../domain/item.ts'
import type { RefusalKind } from '../domain/sale/refusal.ts'
import { ActionButton } from '../ui/button.tsx'
import type { Messages } from '../ui/messages/messages.ts'
import { NoticeCard } from '../ui/notice-card.tsx'
import { minuteText } from '../ui/time.ts'
import type { Tone } from '../ui/tone.ts'
import { useLane } from './lane-context.tsx'

interface Manner {
  readonly icon: LucideIcon
  readonly tone: Tone
  /** The one thing to do besides reading it. */
  readonly offersHelp: boolean
}

const scanAgain: Manner = { icon: Barcode, tone: 'caution', offersHelp: false }
const heed: Manner = { icon: CircleAlert, tone: 'caution', offersHelp: false }
const needsHelp: Manner = { icon: CircleAlert, tone: 'caution', offersHelp: true }
const awaited: Manner = { icon: Clock, tone: 'caution', offersHelp: false }
const locked: Manner = { icon: Lock, tone: 'danger', offersHelp: false }

const mannerByRefusal: Readonly<Record<RefusalKind, Manner>> = {
  UnknownCode: { icon: Barcode, tone: 'caution', offersHelp: true },
  WrongCheckDigit: scanAgain,
  NotReadable: scanAgain,
  NotForSale: needsHelp,
  NeedsWeighing: heed,
  UnknownBadge: locked,
  Expired: needsHelp,
  AlreadyScanned: heed,
  Recalled: { icon: OctagonX, tone: 'danger', offersHelp: false },
  RecalledInBasket: { icon: OctagonX, tone: 'danger', offersHelp: false },
  SoldBefore: needsHelp,
  QuantityLimited: heed,
  NotAtThisHour: { icon: Clock, tone: 'caution', offersHelp: false },
  FixedQuantity: heed,
  WeighingInProgress: heed,
  NoWeighing: heed,
  WeightNotSteady: heed,
  WeightOutOfRange: needsHelp,
  ScaleLost: needsHelp,
  NoSale: heed,
  NoSuchLine: heed,
  QuantityOutOfRange: heed,
  BasketFull: heed,
  NothingToPay: heed,
  NeedsAttendant: { icon: IdCard, tone: 'caution', offersHelp: true },
  PaymentInProgress: heed,
  NoConnection: { icon: CloudOff, tone: 'caution', offersHelp: true },
  NoPayment: heed,
  BasketFixed: needsHelp,
  BasketNotEmpty: heed,
  BasketUnknown: needsHelp,
  BasketOutOfReach: { icon: CloudOff, tone: 'caution', offersHelp: true },
  BasketTaken: needsHelp,
  ParkingNotAllowed: heed,
  ParkingNotNeeded: heed,
  ParkingTooLarge: heed,
  ParkingFull: heed,
  ReceiptUnknown: scanAgain,
  RefundedAlready: heed,
  NothingToRefund: heed,
  RefundLinesDiffer: heed,
  RefundExceedsPaid: heed,
  RefundsNotAllowed: locked,
  RefundTooLarge: locked,
  RefundOutOfReach: { icon: CloudOff, tone: 'caution', offersHelp: false },
  RefundWaits: heed,
  SlipNotPrinted: heed,
  PayFirst: { icon: Smartphone, tone: 'caution', offersHelp: false },
  WalletNotTaken: heed,
  PayeeCode: { icon: Smartphone, tone: 'caution', offersHelp: false },
  NotAPaymentCode: { icon: Smartphone, tone: 'caution', offersHelp: false },
  StillChecking: heed,
  CodeUsed: { icon: Smartphone, tone: 'caution', offersHelp: false },
  AmountDiffers: { icon: CircleAlert, tone: 'danger', offersHelp: true },
  NotSignedIn: locked,
  WrongPin: locked,
  PinLocked: locked,
  PriceOutOfRange: heed,
  NothingToApprove: heed,
  SaleNotFinished: heed,
  NoMoreTime: heed,
  TendersHeld: heed,
  TendersReturned: heed,
  TendersFull: heed,
  TenderUnknown: needsHelp,
  CardEmpty: heed,
  CouponUsed: needsHelp,
  CouponExpired: heed,
  BasketTooSmall: heed,
  CoveredAlready: heed,
  NotCovered: heed,
  TenderOutOfReach: { icon: CloudOff, tone: 'caution', offersHelp: true },
  TenderAsked: awaited,
  BasketAsked: awaited,
  OutOfService: heed,
  Malformed: heed,
}

const isKnown = (refusal: string): refusal is RefusalKind => Object.hasOwn(mannerByRefusal, refusal)

/** The words for a notice; a lane newer than this page may know refusals that the page does not. */
function noticeWords({ refusal, figure, names, hours }: NoticeView, messages: Messages, language: Language) {
  if (!isKnown(refusal)) return { ...messages.notice.unknown, manner: needsHelp }
  const { title, body } = messages.refusals[refusal]
  const span = hours && `${minuteText(hours.fromMinute)}–${minuteText(hours.untilMinute)}`
  return { title, body: body(figure, names?.[language] ?? null, span), manner: mannerByRefusal[refusal] }
}

export function LaneNotice() {
  const { view, messages, send } = useLane()
  const { notice, attendant, helpSinceMs } = view
  if (!notice) return null
  const { title, body, manner } = noticeWords(notice, messages, view.language)
  const offersHelp = manner.offersHelp && attendant.kind === 'none' && helpSinceMs === null
  return (
    <NoticeCard
      key={notice.id}
      tone={manner.tone}
      icon={manner.icon}
      title={title}
      body={body}
      {...(notice.code === null ? {} : { read: messages.notice.code(notice.code) })}
      reference={notice.refusal}
    >
      {notice.refusal === 'NoConnection' && (
        <ActionButton
          icon={ShoppingBasket}
          label={messages.handedOver.offer}
          onPress={() => send({ kind: 'HandOver' })}
        />
      )}
      {offersHelp && (
        <ActionButton
          label={messages.notice.help}
          onPress={() => {
            send({ kind: 'CallHelp' })
            send({ kind: 'DismissNotice' })
          }}
        />
      )}
      <ActionButton label={messages.notice.ok} onPress={() => send({ kind: 'DismissNotice' })} />
    </NoticeCard>
  )
}
