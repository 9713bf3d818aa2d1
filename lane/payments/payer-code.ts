/**
 * The payment code that a shopper holds up, or the face that was seen, from its reading to its one use. It is a bearer
 * secret: it stands in this memory only, for a minute at most, and goes to the server once. A crash loses it, on
 * purpose; nothing of it is ever a fact, a view or a line of a log.
 */

import type { Classified, PayerCode } from '../../domain/code/scan.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { priceBasket } from '../../domain/pricing.ts'
import { unreachable } from '../../domain/result.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState, Payment, Sale } from '../../domain/sale/sale.ts'
import { restMinor } from '../../domain/sale/tenders.ts'
import type { Cancel, Clock, Random } from '../ports.ts'
import { createAlarm } from '../schedule.ts'

/** Wallets renew their codes every minute: an older one is worth nothing. */
export const payerCodeHeldMs = 60_000

/** A scanner reads what is held before it again and again; a code is heard once in this time. */
export const payerCodeRepeatMs = 120_000

/** More codes than anyone shows in that time; the oldest is forgotten first. */
const payerCodesKnownMax = 20

type Heard = Exclude<Classified, { readonly kind: 'badge' | 'tender' }>
type ShownCode = Extract<Heard, { readonly kind: 'paymentCode' }>

export interface PayerCodes {
  /** Something was read while the lane takes payment: it is charged, or turned away with a sentence. */
  hear(what: Heard): void
  /** A face was seen: it is held for the payment about to be requested, as a code would be. */
  holdFace(wallet: Wallet, face: PayerCode): void
  /** Called after every change of state, last: may begin the payment that the code was held for. */
  follow(sale: Sale | undefined): void
  /** What this payment is to be charged to; `undefined` once it was heard by the server, or is lost. */
  credentialOf(payment: Payment): PayerCode | undefined
  /** The server has it: it is not needed here any more. */
  drop(): void
  stop(): void
}

interface Held {
  readonly wallet: Wallet
  readonly credential: PayerCode
}

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly sha256: (text: string) => string
  readonly setup: () => LaneSetup
  readonly online: () => boolean
  readonly state: () => LaneState
  /** Whether the command went through; what did not is said. */
  readonly obey: (command: SaleCommand) => boolean
  readonly say: (refusal: Refusal) => void
}

/** What else may be shown while the lane takes payment: nothing is sold, nothing is lost. */
function turnedAway(what: Exclude<Heard, ShownCode>): Refusal {
  switch (what.kind) {
    case 'item':
    case 'alias':
      return { kind: 'PaymentInProgress' }
    case 'payeeCode':
      return { kind: 'PayeeCode' }
    case 'handOver':
    case 'earlyPaymentCode':
    case 'unknown':
      return { kind: 'NotAPaymentCode' }
  }
  return unreachable(what)
}

/** Remembers codes by salted hashes for a while, so that a second reading is known without keeping the code. */
function createKnownCodes({ clock, random, sha256 }: Needs) {
  const salt = random.id()
  /** How to keep each from being forgotten in its time; the latest last. */
  const staying = new Map<string, Cancel>()
  const hashOf = ({ value }: PayerCode): string => sha256(`${salt} ${value}`)

  function forget(hash: string): void {
    staying.get(hash)?.()
    staying.delete(hash)
  }

  return {
    isKnown: (code: PayerCode): boolean => staying.has(hashOf(code)),
    /** The one that is being charged, or is about to be. */
    isLatest: (code: PayerCode): boolean => [...staying.keys()].at(-1) === hashOf(code),
    add(code: PayerCode): void {
      const hash = hashOf(code)
      forget(hash)
      staying.set(
        hash,
        clock.after(payerCodeRepeatMs, () => forget(hash)),
      )
      const [oldest] = staying.keys()
      if (staying.size > payerCodesKnownMax && oldest !== undefined) forget(oldest)
    },
    forget: (code: PayerCode): void => forget(hashOf(code)),
    forgetAll(): void {
      for (const hash of [...staying.keys()]) forget(hash)
    },
  }
}

const leavesForCode = ({ stage }: Payment): boolean => stage.kind === 'leaving' && stage.why === 'freshCode'

/** A code is being charged, or is to be as soon as the QR is surely ended. */
const isCharging = (payment: Payment): boolean => payment.method !== 'qr' || leavesForCode(payment)

/** A QR, shown or about to be, that the shopper may put aside for their own code. */
const standsOnScreen = ({ stage }: Payment): boolean => stage.kind === 'requested' || stage.kind === 'offered'

/** Nothing is left for a wallet. */
const isCovered = ({ basket, tenders }: Sale): boolean =>
  restMinor(priceBasket(basket).totalMinor, tenders) === 0

/** Whether a code held now is still to be used in this state. */
function isWanted(sale: Sale | undefined): boolean {
  const payment = sale?.payment
  if (!payment) return sale?.tender !== undefined
  return leavesForCode(payment) || (payment.method !== 'qr' && payment.stage.kind === 'requested')
}

export function createPayerCodes(needs: Needs): PayerCodes {
  const { clock, random, obey } = needs
  const known = createKnownCodes(needs)
  const lifetime = createAlarm(clock)
  let held: Held | undefined

  function drop(): void {
    held = undefined
    lifetime.clear()
  }

  function hold(wallet: Wallet, credential: PayerCode): void {
    known.add(credential)
    held = { wallet, credential }
    lifetime.set(payerCodeHeldMs, drop)
  }

  /** Charges what is held, by an attempt of its own; where the basket may not be paid for, it is as if never shown. */
  function charge({ wallet, credential }: Held): void {
    const { kind: method } = credential
    if (obey({ kind: 'RequestPayment', paymentId: random.id(), wallet, method })) return
    known.forget(credential)
    drop()
  }

  /** One attempt at a time: a QR on the screen is surely ended before the code is charged. */
  function begin({ payment }: Sale, next: Held): void {
    hold(next.wallet, next.credential)
    if (!payment) charge(next)
    else obey({ kind: 'LeavePayment', why: 'freshCode' })
  }

  /** Says why a code is turned away, where it is. */
  function take({ wallet: shown, credential }: ShownCode, sale: Sale): Refusal | undefined {
    const wallet = needs.setup().chargeableWallets.find((taken) => taken === shown)
    if (wallet === undefined) return { kind: 'WalletNotTaken' }
    const { payment } = sale
    if (!payment && isCovered(sale)) return { kind: 'CoveredAlready' }
    if (payment && isCharging(payment))
      return known.isLatest(credential) ? undefined : { kind: 'StillChecking' }
    if (known.isKnown(credential)) return { kind: 'CodeUsed' }
    if (payment && !standsOnScreen(payment)) return { kind: 'StillChecking' }
    if (!needs.online()) return { kind: 'NoConnection' }
    begin(sale, { wallet, credential })
    return undefined
  }

  return {
    hear(what) {
      const { sale } = needs.state()
      const refusal = what.kind === 'paymentCode' ? sale && take(what, sale) : turnedAway(what)
      if (refusal) needs.say(refusal)
    },
    holdFace: hold,
    follow(sale) {
      if (!isWanted(sale)) drop()
      if (held && sale?.tender?.expects) charge(held)
    },
    credentialOf: ({ method }) => (method === 'qr' ? undefined : held?.credential),
    drop,
    stop() {
      drop()
      known.forgetAll()
    },
  }
}
