/**
 * What a read code leads to: it is classified for this place and day, and goes to the one part of the lane that it is
 * for. A code for none of them is refused and said. It holds the order in which parts are asked, and no rule of theirs.
 */

import { type LaneContext, laneContextDefault } from '../domain/code/identify.ts'
import type { Gtin } from '../domain/code/retail-code.ts'
import { type Classified, classifyScan, type OnLabel, type Scan } from '../domain/code/scan.ts'
import { storeLayouts } from '../domain/code/store-templates.ts'
import type { Item } from '../domain/item.ts'
import { minorDigits } from '../domain/money.ts'
import { unreachable } from '../domain/result.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import { isPaying, type LaneState } from '../domain/sale/sale.ts'
import type { Badges } from './badges.ts'
import type { PayerCodes } from './payments/payer-code.ts'
import type { Tenders } from './payments/tenders.ts'
import type { LanePorts } from './ports.ts'
import type { RefundDesk } from './refunds/desk.ts'
import type { Selling } from './selling/selling.ts'
import type { TakeOver } from './selling/take-over.ts'

/** Why a read means nothing in this store. It is recorded as refused. */
export type UnknownScan = 'UnknownCode' | 'WrongCheckDigit' | 'NotReadable' | 'UnknownBadge'

interface Needs extends Pick<LanePorts, 'catalogue' | 'moment' | 'setup'> {
  readonly badges: Badges
  readonly payerCodes: PayerCodes
  readonly refundDesk: RefundDesk
  readonly selling: Selling
  readonly takeOver: TakeOver
  readonly tenders: Tenders
  readonly state: () => LaneState
  readonly say: (refusal: Refusal) => void
  readonly refuseScan: (why: UnknownScan, gtin?: Gtin) => void
}

/** What a code may mean here and today. */
function contextOf({ moment, setup, state }: Needs): LaneContext {
  const { today, rules } = moment()
  return {
    ...laneContextDefault,
    year: Number(today.slice(0, 4)),
    isPaying: isPaying(state()),
    minorDigits: minorDigits[setup().currency],
    templates: storeLayouts[rules.labelLayout],
  }
}

export function createScans(needs: Needs): (scan: Scan) => void {
  const { catalogue, badges, payerCodes, refundDesk, selling, takeOver, tenders, state, say, refuseScan } =
    needs

  function sell(item: Item | undefined, gtin: Gtin | undefined, scan: Scan, label: OnLabel): void {
    if (item) selling.offer(item, scan, label)
    else refuseScan('UnknownCode', gtin)
  }

  function actOn(what: Classified, scan: Scan): void {
    if (what.kind !== 'badge' && refundDesk.hear(scan.text)) return
    if (what.kind === 'tender') {
      selling.countAsked()
      return tenders.hold(what)
    }
    if (what.kind !== 'badge' && isPaying(state())) return payerCodes.hear(what)
    switch (what.kind) {
      case 'badge':
        return badges.read(what.badge)
      case 'handOver':
        return takeOver.ask(what.code)
      case 'item':
        return sell(catalogue.byGtin(what.gtin), what.gtin, scan, what)
      case 'alias':
        return sell(catalogue.byAlias(what.code), undefined, scan, what)
      case 'paymentCode':
      case 'payeeCode':
      case 'earlyPaymentCode':
        // Whoever still holds a phone to a paid receipt is not told to pay.
        return state().paid ? undefined : say({ kind: 'PayFirst' })
      case 'unknown':
        return refuseScan(what.why.kind === 'NotARetailCode' ? 'UnknownCode' : what.why.kind)
    }
    return unreachable(what)
  }

  return (scan) => actOn(classifyScan(scan, contextOf(needs)), scan)
}
