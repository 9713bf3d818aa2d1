/**
 * Choosing how to pay: a QR of a wallet to scan, the shopper's own code held to the scanner, or a look into the camera.
 * After an attempt that brought nothing it says why, what of the money, and what now; without the server it says that
 * no payment can be seen.
 */

import {
  ArrowLeft,
  Camera,
  Check,
  CircleAlert,
  CloudOff,
  Hand,
  type LucideIcon,
  QrCode,
  ScanFace,
  ShoppingBasket,
  Undo2,
  X,
} from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import type { ScreenView } from '../../domain/contract/view.ts'
import type { PaymentEnding } from '../../domain/sale/fact.ts'
import { PaymentCodeArt } from '../../ui/art/phone-art.tsx'
import { ActionButton } from '../../ui/button.tsx'
import { ChoiceButton } from '../../ui/choice-button.tsx'
import { Price } from '../../ui/price.tsx'
import { CameraSheet } from '../camera/camera-sheet.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'

type Tender = Extract<ScreenView, { readonly kind: 'tender' }>
type NotPaid = NonNullable<Tender['notPaid']>

/** Nothing is left for a wallet. */
const isCovered = ({ amountMinor }: Tender): boolean => amountMinor === 0

/** Endings in which nothing failed: the shopper left, or took their time. */
const unhurried: ReadonlySet<PaymentEnding> = new Set(['closed', 'expired'])

/** Endings of which nobody can have seen a payment on the phone. */
const surelyUntouched: ReadonlySet<PaymentEnding> = new Set(['codeRefused', 'noFunds', 'notCovered'])

interface PanelProps {
  readonly icon: LucideIcon
  readonly tone: 'danger' | 'accent' | 'caution'
  readonly title: string
  readonly children: ReactNode
}

/** What became of the last try, in front of the ways to pay. */
function OutcomePanel({ icon: Icon, tone, title, children }: PanelProps) {
  return (
    <div className="not-paid" data-tone={tone} role="status">
      <Icon className="icon" aria-hidden />
      <div className="not-paid-words">
        <h1 className="not-paid-title">{title}</h1>
        {children}
      </div>
    </div>
  )
}

function NotPaidPanel({ notPaid }: { readonly notPaid: NotPaid }) {
  const { tender, notPaid: endings } = useLane().messages
  const { method, ending, reference, isReturning } = notPaid
  const ended = method === 'face' && ending === 'codeRefused' ? tender.faceRefused : endings[ending]
  const words = isReturning ? { title: tender.returning, body: tender.returningBody } : ended
  const isOpen = !isReturning && !surelyUntouched.has(ending)
  return (
    <OutcomePanel
      icon={isReturning ? Undo2 : CircleAlert}
      tone={isReturning ? 'accent' : unhurried.has(ending) ? 'caution' : 'danger'}
      title={words.title}
    >
      <p>{words.body}</p>
      {isOpen && <p>{tender.mayReturn}</p>}
      {reference !== null && (isOpen || isReturning) && (
        <p className="not-paid-reference figures">{tender.reference(reference)}</p>
      )}
    </OutcomePanel>
  )
}

/** The last try: money that returns is told before a look that brought nothing, because it is money. */
function Outcome({ screen }: { readonly screen: Tender }) {
  const { tender } = useLane().messages
  const { notPaid, notSeen, asksAgain } = screen
  if (notPaid && (notPaid.isReturning || notSeen === null)) return <NotPaidPanel notPaid={notPaid} />
  if (notSeen === null && asksAgain !== 'face') return null
  const words = notSeen === null ? tender.faceAgain : tender.notSeen[notSeen]
  return (
    <OutcomePanel icon={ScanFace} tone="caution" title={words.title}>
      <p>{words.body}</p>
    </OutcomePanel>
  )
}

const hasOutcome = ({ notPaid, notSeen, asksAgain }: Tender): boolean =>
  notPaid !== null || notSeen !== null || asksAgain === 'face'

function OwnCode({ screen, onCamera }: { readonly screen: Tender; readonly onCamera: () => void }) {
  const { messages } = useLane()
  const { tender, wallets } = messages
  const { chargeableWallets } = screen
  const asksCodeAgain = screen.asksAgain === 'code'
  const names = chargeableWallets.map((wallet) => wallets[wallet]).join(tender.or)
  return (
    <section className="own-code" data-asked={asksCodeAgain || undefined}>
      <div className="own-code-art">
        <PaymentCodeArt />
      </div>
      <div className="own-code-words">
        <h2 className="own-code-title">{asksCodeAgain ? tender.ownAgain : tender.ownTitle}</h2>
        <p>{asksCodeAgain ? tender.ownAgainBody : tender.own(names)}</p>
        <ActionButton icon={Camera} label={tender.camera} onPress={onCamera} />
      </div>
    </section>
  )
}

function Offline() {
  const { tender } = useLane().messages
  return (
    <div className="checking offline" role="status">
      <CloudOff className="offline-sign" aria-hidden />
      <h1 className="checking-title">{tender.offlineTitle}</h1>
      <p className="checking-body">{tender.offlineBody}</p>
    </div>
  )
}

/** What cards and coupons cover; each may be taken out again. */
function Covered({ tenders }: Pick<Tender, 'tenders'>) {
  const { view, messages, send } = useLane()
  const { covered, remove } = messages.tender
  return (
    <ul className="covered">
      {tenders.map(({ tenderId, tender, codeHint, amountMinor }) => (
        <li key={tenderId} className="covered-row">
          <span className="covered-name">{covered[tender](codeHint)}</span>
          <Price className="covered-amount" amountMinor={-amountMinor} currency={view.currency} />
          <ActionButton icon={X} label={remove} onPress={() => send({ kind: 'RemoveTender', tenderId })} />
        </li>
      ))}
    </ul>
  )
}

function Heading({ screen }: { readonly screen: Tender }) {
  const { view, messages } = useLane()
  const { tender } = messages
  const { amountMinor, tenders } = screen
  const hasTried = hasOutcome(screen)
  const choose = hasTried ? tender.again : tender.title
  const Title = hasTried ? 'h2' : 'h1'
  return (
    <div className="tender-head">
      <Outcome screen={screen} />
      <Title className="tender-title">{isCovered(screen) ? tender.coveredTitle : choose}</Title>
      <p className="pay-store">{view.storeNames[view.language]}</p>
      {tenders.length > 0 && !isCovered(screen) && <p className="covered-rest">{tender.toPay}</p>}
      {!isCovered(screen) && (
        <Price className="pay-amount" amountMinor={amountMinor} currency={view.currency} />
      )}
      {tenders.length > 0 && <Covered tenders={tenders} />}
    </div>
  )
}

function QrChoices({ screen }: { readonly screen: Tender }) {
  const { messages, send } = useLane()
  const { tender, wallets } = messages
  return (
    <div className="choices">
      {screen.wallets.map((wallet) => (
        <ChoiceButton
          key={wallet}
          icon={QrCode}
          label={wallets[wallet]}
          how={tender.scan[wallet]}
          onPress={() => send({ kind: 'Pay', wallet })}
        />
      ))}
    </div>
  )
}

function FaceChoices({ screen }: { readonly screen: Tender }) {
  const { messages, send } = useLane()
  const { tender, wallets } = messages
  return (
    <div className="choices">
      {screen.faceWallets.map((wallet) => (
        <ChoiceButton
          key={wallet}
          icon={ScanFace}
          label={tender.face}
          how={wallets[wallet]}
          onPress={() => send({ kind: 'PayByFace', wallet })}
        />
      ))}
    </div>
  )
}

/** The till takes the basket as it is, by a code. */
function TillButton({ isFirst }: { readonly isFirst: boolean }) {
  const { messages, send } = useLane()
  return (
    <ActionButton
      rank={isFirst ? 'primary' : 'secondary'}
      icon={ShoppingBasket}
      label={messages.handedOver.offer}
      onPress={() => send({ kind: 'HandOver' })}
    />
  )
}

/** What an unreachable server leaves to do. */
function OfflineActions() {
  const { view, messages, send } = useLane()
  return (
    <>
      <TillButton isFirst />
      {view.helpSinceMs === null && (
        <ActionButton
          icon={Hand}
          label={messages.tender.offlineHelp}
          onPress={() => send({ kind: 'CallHelp' })}
        />
      )}
    </>
  )
}

/** What is held is taken, and nothing else is asked for. */
function FinishButton() {
  const { messages, send } = useLane()
  return (
    <ActionButton
      rank="primary"
      icon={Check}
      label={messages.tender.finish}
      onPress={() => send({ kind: 'PayCovered' })}
    />
  )
}

function Actions({ screen }: { readonly screen: Tender }) {
  const { view } = useLane()
  if (!view.online) return <OfflineActions />
  if (isCovered(screen)) return <FinishButton />
  return (
    <>
      <QrChoices screen={screen} />
      {screen.faceWallets.length > 0 && <FaceChoices screen={screen} />}
      {screen.notPaid && <TillButton isFirst={false} />}
    </>
  )
}

export function TenderScreen({ screen }: { readonly screen: Tender }) {
  const { view, messages, send } = useLane()
  const [isCameraOpen, setCameraOpen] = useState(false)
  const closeCamera = useCallback(() => setCameraOpen(false), [])
  const { tender } = messages
  const takesCodes = screen.chargeableWallets.length > 0 && !isCovered(screen)
  const title = isCovered(screen) ? tender.coveredTitle : tender.title
  return (
    <>
      <Frame
        title={title}
        show={
          view.online ? (
            <div className="tender">
              <Heading screen={screen} />
              {takesCodes && <OwnCode screen={screen} onCamera={() => setCameraOpen(true)} />}
            </div>
          ) : (
            <Offline />
          )
        }
        act={
          <>
            <Actions screen={screen} />
            <ActionButton
              icon={ArrowLeft}
              label={tender.leave}
              onPress={() => send({ kind: 'LeavePayment', why: 'shopper' })}
            />
          </>
        }
      />
      {isCameraOpen && <CameraSheet onClose={closeCamera} />}
    </>
  )
}
