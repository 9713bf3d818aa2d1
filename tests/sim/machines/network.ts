/**
 * The network between the parts of a simulated store: every request and every reply is an event of virtual time, and
 * any of them may be lost, late, doubled, cut off or replaced by rubbish. It carries; it knows nothing of what.
 */

import { err, ok, type Result, unreachable } from '../../../domain/result.ts'
import { type Chance, sha256 } from '../chance.ts'
import type { Trace } from '../trace.ts'
import type { VirtualTime } from '../virtual-time.ts'

export interface NetReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The body where it is no text. */
  readonly bytes?: Uint8Array | undefined
}

export interface TransportFailed {
  readonly kind: 'TransportFailed'
  readonly reason: string
}

export interface Exchange {
  /** `lane-1→server`: faults and cuts are per link. */
  readonly link: string
  /** For the trace: deterministic, so without signatures. */
  readonly what: string
  readonly timeoutMs: number
  /** Whether whoever asked still lives to hear the answer. */
  readonly isAlive: () => boolean
  /** The other end; `undefined` where nobody listens. Never resolves when it dies on the way. */
  readonly serve: () => Promise<NetReply | undefined>
}

const fates = [
  'requestLost',
  'replyLost',
  'doubled',
  'resetBefore',
  'resetAfter',
  'rubbish',
  'requestLate',
  'replyLate',
] as const

type Fate = (typeof fates)[number]

const latencyMsMax = 80
/** Beyond every caller's patience: late requests arrive when nobody waits any more. */
const lateMsMax = 25_000

const portalPage = '<!doctype html><title>Free Wi-Fi</title><form action="/login">'

/** A text of WeChat Pay's v2 carries its signature within, made with the keys of one store alone. */
export const withoutSign = (text: string): string => text.replace(/<sign>.*?<\/sign>/s, '')

const failed = (reason: string) => err<TransportFailed>({ kind: 'TransportFailed', reason })

export class Network {
  readonly #time: VirtualTime
  readonly #trace: Trace
  readonly #chance: Chance
  readonly #chanceByLink = new Map<string, Chance>()
  readonly #cutUntilMs = new Map<string, number>()
  /** Share of exchanges that meet a fault. */
  #faultShare = 0

  constructor(time: VirtualTime, trace: Trace, chance: Chance) {
    this.#time = time
    this.#trace = trace
    this.#chance = chance
  }

  setFaultShare(share: number): void {
    this.#faultShare = share
  }

  /** Nothing passes on this link for a while, in either direction. */
  cut(link: string, forMs: number): void {
    this.#trace.happened(link, 'partition', String(forMs))
    this.#cutUntilMs.set(link, this.#time.elapsedMs() + forMs)
  }

  heal(): void {
    this.#faultShare = 0
    this.#cutUntilMs.clear()
  }

  send(exchange: Exchange): Promise<Result<NetReply, TransportFailed>> {
    const { link, what, timeoutMs } = exchange
    const chance = this.#chanceOf(link)
    const fate = chance.is(this.#faultShare) ? chance.pick(fates) : undefined
    this.#trace.note(link, `→ ${what}`)
    this.#trace.count('requests')
    if (fate !== undefined) this.#trace.happened(link, `net ${fate}`)
    return new Promise((resolve) => {
      let answered = false
      const answer = (result: Result<NetReply, TransportFailed>): void => {
        cancel()
        if (answered || !exchange.isAlive()) return
        answered = true
        const told = result.ok
          ? `${result.value.status} ${sha256(withoutSign(result.value.body)).slice(0, 12)}`
          : result.error.reason
        this.#trace.note(link, `← ${what} ${told}`)
        resolve(result)
      }
      const cancel = this.#time.after(timeoutMs, () => answer(failed('timed out')))
      this.#carry(exchange, chance, fate, answer)
    })
  }

  #chanceOf(link: string): Chance {
    const known = this.#chanceByLink.get(link)
    if (known) return known
    const fresh = this.#chance.of(link)
    this.#chanceByLink.set(link, fresh)
    return fresh
  }

  #isCut(link: string): boolean {
    return (this.#cutUntilMs.get(link) ?? 0) > this.#time.elapsedMs()
  }

  #carry(
    exchange: Exchange,
    chance: Chance,
    fate: Fate | undefined,
    answer: (result: Result<NetReply, TransportFailed>) => void,
  ): void {
    const latencyMs = () => chance.between(1, latencyMsMax)
    const lateMs = () => chance.between(latencyMsMax, lateMsMax)
    if (this.#isCut(exchange.link) || fate === 'requestLost') return
    if (fate === 'resetBefore') {
      this.#time.after(latencyMs(), () => answer(failed('connection reset')))
      return
    }
    if (fate === 'doubled') this.#time.after(lateMs(), () => void exchange.serve())
    this.#time.after(fate === 'requestLate' ? lateMs() : latencyMs(), () => {
      void exchange.serve().then((reply) => {
        if (this.#isCut(exchange.link) || fate === 'replyLost') return
        const waitMs = fate === 'replyLate' ? lateMs() : latencyMs()
        this.#time.after(waitMs, () => answer(this.#arriving(reply, chance, fate)))
      })
    })
  }

  #arriving(
    reply: NetReply | undefined,
    chance: Chance,
    fate: Fate | undefined,
  ): Result<NetReply, TransportFailed> {
    if (fate === 'resetAfter') return failed('connection reset')
    if (reply === undefined) return failed('connection refused')
    return ok(fate === 'rubbish' ? rubbish(reply, chance) : reply)
  }
}

const rubbishes = ['portal', 'badGateway', 'truncated', 'empty', 'otherJson'] as const

/** What boxes between two ends make of an answer. */
function rubbish(reply: NetReply, chance: Chance): NetReply {
  const kind = chance.pick(rubbishes)
  const { status, headers, body } = reply
  switch (kind) {
    case 'portal':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: portalPage }
    case 'badGateway':
      return { status: 502, headers: {}, body: '<h1>502 Bad Gateway</h1>' }
    case 'truncated':
      return { status, headers, body: body.slice(0, Math.floor(body.length / 2)) }
    case 'empty':
      return { status: 200, headers, body: '' }
    case 'otherJson':
      return { status: 200, headers, body: '{"error":"x"}' }
  }
  return unreachable(kind)
}
