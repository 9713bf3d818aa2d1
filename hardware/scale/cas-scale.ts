/**
 * A scale that is asked for its weight several times a second (CAS ECR protocol) on a link that can be lost. Only what
 * was asked for and came whole counts; when answers stay away the last weight is worth nothing, whatever it was.
 */

import { assert } from '../../domain/result.ts'
import type { ScaleRange, ScaleReading } from '../../domain/sale/weighing.ts'
import { AnsweringLink } from '../answering-link.ts'
import type { LinkState, OpenLink, TwoWayLink } from '../link.ts'
import type { Cancel, Timers } from '../timers.ts'
import { type CasAnswer, createCasReader, enquiry, weightRequest } from './cas-frames.ts'
import type { Scale, ScaleCounts, ScaleListener, ScaleRefusal } from './port.ts'

/** From one weight to the next question. */
const pollPauseMs = 150
/** How long an answer may take, byte by byte at 9600 baud and with a scale that thinks. */
export const answerWaitMs = 300
/** Without an answer for this long the scale is lost, and its last weight with it. */
export const silenceMs = 1_000

export interface CasScaleOptions {
  readonly name: string
  readonly range: ScaleRange
  readonly openLink: OpenLink<TwoWayLink>
  readonly timers: Timers
  readonly reconnectMs?: number
}

const noRefusals: Readonly<Record<ScaleRefusal, number>> = {
  Unexpected: 0,
  Truncated: 0,
  TooLong: 0,
  WrongChecksum: 0,
  Malformed: 0,
  ForeignUnit: 0,
}

const sameReading = (a: ScaleReading, b: ScaleReading): boolean =>
  a.kind === b.kind && ('grams' in a ? a.grams : undefined) === ('grams' in b ? b.grams : undefined)

export class CasScale implements Scale {
  readonly name: string
  readonly range: ScaleRange
  readonly #timers: Timers
  readonly #link: AnsweringLink
  readonly #reader = createCasReader()
  readonly #refused = { ...noRefusals }
  #readings = 0
  #listener: ScaleListener | undefined
  #reading: ScaleReading = { kind: 'connecting' }
  /** What the scale was last asked and has not answered. */
  #waitsFor: 'nothing' | 'acknowledgement' | 'weight' = 'nothing'
  #cancelNext: Cancel = () => {}

  constructor({ name, range, openLink, timers, reconnectMs }: CasScaleOptions) {
    this.name = name
    this.range = range
    this.#timers = timers
    const line = { openLink, timers, reconnectMs, silenceMs, askAgainMs: answerWaitMs }
    this.#link = new AnsweringLink(line, {
      onData: (data) => this.#receive(data),
      onTurn: () => this.#forget(),
      onOpen: () => this.#ask(),
      onState: (state) => this.#report(state),
    })
  }

  start(listener: ScaleListener): void {
    assert(this.#listener === undefined, 'a scale is started once')
    this.#listener = listener
    this.#link.start()
  }

  /** Looks at its age too: a weight is no weight once the scale should long have said another. */
  reading(): ScaleReading {
    const isFresh = this.#link.silentMs() <= silenceMs
    return isFresh || this.#link.state().kind !== 'ready' ? this.#reading : { kind: 'lost' }
  }

  counts(): ScaleCounts {
    return { readings: this.#readings, refused: { ...this.#refused } }
  }

  close(): Promise<void> {
    return this.#link.close()
  }

  #forget(): void {
    this.#cancelNext()
    this.#reader.reset()
    this.#waitsFor = 'nothing'
  }

  #report(state: LinkState): void {
    if (state.kind !== 'ready') this.#show({ kind: state.kind === 'connecting' ? 'connecting' : 'lost' })
    this.#listener?.onState(state)
  }

  #show(reading: ScaleReading): void {
    if (sameReading(this.#reading, reading)) return
    this.#reading = reading
    this.#listener?.onReading(reading)
  }

  #ask(): void {
    if (this.#reader.reset()) this.#refuse('Truncated')
    this.#link.loseIfSilent()
    this.#send('acknowledgement', enquiry)
  }

  #send(waitsFor: 'acknowledgement' | 'weight', byte: number): void {
    this.#waitsFor = waitsFor
    this.#next(answerWaitMs)
    this.#link.write(Uint8Array.of(byte))
  }

  #next(waitMs: number): void {
    this.#cancelNext()
    this.#cancelNext = this.#timers.after(waitMs, () => this.#ask())
  }

  #receive(data: Uint8Array): void {
    for (const answer of this.#reader.push(data)) this.#take(answer)
  }

  #take(answer: CasAnswer): void {
    if (answer.kind === 'refused') return this.#refuse(answer.why)
    const isAwaited = this.#waitsFor === (answer.kind === 'reading' ? 'weight' : 'acknowledgement')
    if (answer.kind === 'acknowledged' && isAwaited) return this.#send('weight', weightRequest)
    if (answer.kind === 'declined' && this.#waitsFor !== 'nothing') return this.#answered({ kind: 'moving' })
    if (answer.kind !== 'reading' || !isAwaited) return this.#refuse('Unexpected')
    this.#readings++
    this.#answered(answer.reading)
  }

  #answered(reading: ScaleReading): void {
    this.#waitsFor = 'nothing'
    this.#link.heard()
    this.#next(pollPauseMs)
    this.#show(reading)
    this.#link.ready()
  }

  #refuse(why: ScaleRefusal): void {
    this.#refused[why]++
  }
}
