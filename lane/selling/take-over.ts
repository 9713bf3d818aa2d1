/**
 * Brings a suspended basket to this lane: asks the server for the code that was scanned, and records what it hands
 * over. One question at a time; another code waits until it is answered. An answer counts only for the sale it was
 * asked for, and only while the lane is where it was then: the server takes it from the journal that a lane which went
 * on without the basket does not have it.
 */

import type { SuspendedBasket } from '../../domain/contract/suspended.ts'
import type { Result } from '../../domain/result.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import { takeOverStop } from '../../domain/sale/decide-hand-over.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState } from '../../domain/sale/sale.ts'
import { createPatience } from '../patience.ts'
import type { LanePorts, LinkRefusal } from '../ports.ts'
import { createAlarm } from '../schedule.ts'

/** Pause before the server is asked again that has not heard yet how the lane's last asking ended. */
export const askAgainMs = 500

/** Questions for one scan of a code. */
export const asksMax = 8

type TakeOverCommand = Extract<SaleCommand, { readonly kind: 'TakeOver' }>

const mustAskAgain = (refusal: LinkRefusal): boolean =>
  refusal.kind === 'Refused' && refusal.error === 'JournalBehind'

function refusalOf(refusal: LinkRefusal): Refusal {
  if (refusal.kind === 'Unreachable' || mustAskAgain(refusal)) return { kind: 'BasketOutOfReach' }
  return refusal.error === 'BasketTaken' ? { kind: 'BasketTaken' } : { kind: 'BasketUnknown' }
}

export interface TakeOver {
  /** A code read again is on its way, or here, already. */
  ask(code: string): void
  /** Called after every change of state. */
  follow(state: LaneState): void
  stop(): void
}

interface Needs extends Pick<LanePorts, 'clock' | 'random' | 'journal' | 'server' | 'catalogue' | 'setup'> {
  readonly state: () => LaneState
  readonly submit: (command: SaleCommand) => void
  readonly obey: (command: SaleCommand) => void
  readonly say: (refusal: Refusal) => void
  readonly unsay: (refusal: Refusal) => void
}

/** One asking of the server. */
interface Question {
  readonly code: string
  /** The sale that stood open as it was asked. */
  readonly openSaleId: string | undefined
  /** Another sale began meanwhile, or that one ended: what is answered counts no more. */
  isOvertaken: boolean
}

/** It is on its way, or here. What was asked for a sale that is over will not come: its code counts anew. */
const isComing = (code: string, question: Question | undefined, { sale }: LaneState): boolean =>
  question ? code === question.code && !question.isOvertaken : code === sale?.takenOver?.code

const commandFor = (
  basket: SuspendedBasket,
  saleId: string,
  { setup, catalogue }: Needs,
): TakeOverCommand => ({
  kind: 'TakeOver',
  saleId,
  currency: setup().currency,
  code: basket.code,
  from: { laneId: basket.fromLaneId, saleId: basket.fromSaleId },
  isParked: basket.isParked,
  lines: basket.lines,
  catalogueVersion: catalogue.status()?.version ?? 0,
})

function take(answer: Result<SuspendedBasket, LinkRefusal>, saleId: string, needs: Needs): void {
  if (answer.ok) needs.obey(commandFor(answer.value, saleId, needs))
  else needs.say(refusalOf(answer.error))
}

export function createTakeOver(needs: Needs): TakeOver {
  const { clock, random, journal, server, state, submit, say } = needs
  const alarm = createAlarm(clock)
  const patience = createPatience(needs, { kind: 'BasketAsked' })
  let question: Question | undefined
  /** Read while another was asked about; only the last can be meant. */
  let waitingCode: string | undefined

  function end(): void {
    alarm.clear()
    question = undefined
  }

  function goOn(): void {
    end()
    patience.end()
    const code = waitingCode
    waitingCode = undefined
    if (code !== undefined) start(code)
  }

  function start(code: string): void {
    patience.begin()
    void bring(code, asksMax)
  }

  async function bring(code: string, asksLeft: number): Promise<void> {
    end()
    const stop = takeOverStop(state())
    if (stop) {
      say(stop)
      return goOn()
    }
    const openSaleId = state().sale?.saleId
    const asked: Question = { code, openSaleId, isOvertaken: false }
    question = asked
    const saleId = openSaleId ?? random.id()
    const answer = await server.takeBasket({ code, saleId, journalSeq: journal.head().seq })
    if (question !== asked) return
    if (asksLeft > 1 && (asked.isOvertaken ? state().sale : !answer.ok && mustAskAgain(answer.error))) {
      return alarm.set(askAgainMs, () => void bring(code, asksLeft - 1))
    }
    if (!asked.isOvertaken) take(answer, saleId, needs)
    goOn()
  }

  return {
    ask(code) {
      if (isComing(code, question, state())) return
      if (question) {
        waitingCode = code
        return
      }
      // A receipt or a slip that still stands makes way for the next shopper.
      submit({ kind: 'FinishSale' })
      start(code)
    },
    follow({ sale }) {
      if (question && sale?.saleId !== question.openSaleId) question.isOvertaken = true
    },
    stop() {
      waitingCode = undefined
      patience.stop()
      end()
    },
  }
}
