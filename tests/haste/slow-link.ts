/**
 * The way from a lane to an honest store: requests and answers that take their time, get lost, arrive twice or after
 * everybody gave up on them. Calm, it does none of this. A dead lane hears nothing any more.
 */

import type { LaneSetup } from '../../domain/contract/wire.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { LinkRefusal, StoreServer } from '../../lane/ports.ts'
import type { Chance } from '../sim/chance.ts'
import type { VirtualTime } from '../sim/virtual-time.ts'
import type { HonestStore } from './honest-store.ts'

/** As long as a lane waits for an answer. */
const answerWaitMs = 8_000

const offline: Result<never, LinkRefusal> = err({ kind: 'Unreachable', reason: 'no answer' })

export interface Weather {
  isCalm: boolean
}

interface Way {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly weather: Weather
  readonly store: HonestStore
  readonly setup: () => LaneSetup
  readonly isAlive: () => boolean
  /** Something that somebody scanned is asked about. */
  readonly asked: () => void
}

export function slowLink({ time, chance, weather, store, setup, isAlive, asked }: Way): StoreServer {
  const isIll = (share: number): boolean => chance.is(share) && !weather.isCalm
  const tripMs = (): number => (isIll(0.2) ? chance.between(0, 15_000) : chance.between(5, 400))

  function call<T>(serve: () => Result<T, LinkRefusal>): Promise<Result<T, LinkRefusal>> {
    return new Promise((resolve) => {
      const answer = (given: Result<T, LinkRefusal>) => {
        if (isAlive()) resolve(given)
      }
      time.after(answerWaitMs, () => answer(offline))
      if (isIll(0.1)) return
      const isDoubled = isIll(0.05)
      const isAnswerLost = isIll(0.15)
      time.after(tripMs(), () => {
        const served = serve()
        if (!isAnswerLost) time.after(tripMs(), () => answer(served))
      })
      if (isDoubled) time.after(tripMs(), serve)
    })
  }

  const head = { epoch: 'e', version: 1, floor: 0, items: 4, image: null }
  return {
    url: 'http://127.0.0.1:1',
    setup: () => call(() => ok(setup())),
    catalogueHead: () => call(() => ok(head)),
    catalogueChanges: () => call(() => ok({ epoch: 'e', version: 1, more: false, rows: [] })),
    upload: (request) => call(() => store.upload(request)),
    packStatus(request) {
      asked()
      return call(() => store.packStatus(request))
    },
    requestPayment: (request) => call(() => store.requestPayment(request)),
    paymentStatus: (paymentId) => call(() => store.paymentStatus(paymentId)),
    cancelPayment: (paymentId) => call(() => store.cancelPayment(paymentId)),
    openFace: ({ rawData }) => call(() => ok({ authority: `for ${rawData}`, terms: {} })),
    requestCover: (request) => call(() => store.requestCover(request)),
    holdTender: (request) => call(() => store.holdTender(request)),
    tenderStatus: (tenderId) => call(() => store.tenderStatus(tenderId)),
    releaseTender: (tenderId) => call(() => store.releaseTender(tenderId)),
    takeBasket(request) {
      asked()
      return call(() => store.takeBasket(request))
    },
    findReceipt: () => call(() => ok({ sales: [] })),
    requestRefund: () => call(() => err({ kind: 'Refused', error: 'RefundsNotAllowed', message: '' })),
    refundStatus: () => call(() => ok({ state: 'notFound' as const })),
    orphans: () => call(() => ok({ orphans: [] })),
  }
}
