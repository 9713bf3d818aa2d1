/** What goes wrong on a street, and when: drawn from the seed as a temper, then as blows at random moments. */

import { unreachable } from '../../../domain/result.ts'
import type { Chance } from '../../sim/chance.ts'
import type { Street } from './street.ts'
import type { Till } from './till.ts'

const blows = ['tillCrash', 'serverCrash', 'serverFuse', 'bankCrash', 'cut', 'bankFault'] as const

type Blow = (typeof blows)[number]

interface Temper {
  readonly name: string
  readonly netFaultShare: number
  readonly socketDeathShare: number
  readonly blowEveryMs: number
  readonly blows: readonly Blow[]
}

const quiet = { netFaultShare: 0, socketDeathShare: 0, blowEveryMs: 60_000 }

const tempers: readonly (readonly [number, Temper])[] = [
  [1, { ...quiet, name: 'calm', blows: [] }],
  [3, { ...quiet, name: 'bankFaults', blowEveryMs: 4_000, blows: ['bankFault'] }],
  [
    3,
    { ...quiet, name: 'badNetwork', netFaultShare: 0.12, blowEveryMs: 30_000, blows: ['cut', 'bankFault'] },
  ],
  [3, { ...quiet, name: 'crashes', socketDeathShare: 0.04, blowEveryMs: 12_000, blows: blows.slice(0, 4) }],
  [4, { name: 'everything', netFaultShare: 0.05, socketDeathShare: 0.02, blowEveryMs: 5_000, blows }],
]

const orders = ['native', 'alipay_precreate'] as const
const pays = ['v2_micropay', 'alipay_pay'] as const
const queries = ['query', 'v2_orderquery', 'alipay_query'] as const
const ends = ['close', 'v2_reverse', 'alipay_close', 'alipay_cancel'] as const
const reverses = ['v2_reverse', 'alipay_cancel'] as const
const refunds = ['refund', 'alipay_refund'] as const
const notices = ['notify', 'alipay_notify'] as const

/** Each with the calls it may strike. Broken connections are the network's own part. */
const faults = [
  [[...orders, ...pays, ...queries, ...ends, ...refunds], { kind: 'error_after_commit' }],
  [[...orders, ...pays, ...queries, ...ends, ...refunds], { kind: 'error_before_commit' }],
  [[...orders, ...pays, ...ends], { kind: 'delay', ms: 15_000 }],
  [[...pays, ...ends, ...refunds], { kind: 'delay_after_commit', ms: 15_000 }],
  [[...orders, ...pays, ...queries, ...ends], { kind: 'bad_signature' }],
  [[...orders, ...pays, ...queries, ...ends], { kind: 'no_signature' }],
  [[...pays, ...ends, ...refunds], { kind: 'system_error', commit: true }],
  [[...orders, ...pays, ...ends, ...refunds], { kind: 'system_error', commit: false }],
  [[...orders, ...pays, ...queries], { kind: 'rate_limited' }],
  [pays, { kind: 'user_paying_forever' }],
  [pays, { kind: 'payer_refused', reason: 'balance' }],
  [pays, { kind: 'payer_refused', reason: 'code' }],
  [pays, { kind: 'password_cancelled', ms: 8_000 }],
  [pays, { kind: 'hold_until_reversed' }],
  [queries, { kind: 'query_lies', as: 'unpaid', ms: 20_000 }],
  [queries, { kind: 'query_lies', as: 'absent', ms: 20_000 }],
  [ends, { kind: 'pay_before_close' }],
  [reverses, { kind: 'reverse_again' }],
  [reverses, { kind: 'reverse_paying' }],
  [refunds, { kind: 'refund_processing', ms: 60_000 }],
  [refunds, { kind: 'refund_not_enough' }],
  [notices, { kind: 'notify_drop' }],
  [notices, { kind: 'notify_duplicate', times: 3 }],
  [notices, { kind: 'notify_delay', ms: 90_000 }],
  [notices, { kind: 'notify_wrong_amount' }],
  [notices, { kind: 'notify_wrong_merchant' }],
  [notices, { kind: 'notify_tampered' }],
  [notices, { kind: 'notify_replay', ms: 30_000 }],
] as const

export class Trouble {
  readonly #street: Street
  readonly #tills: readonly Till[]
  readonly #chance: Chance
  readonly #temper: Temper
  #isOver = false

  constructor(street: Street, tills: readonly Till[]) {
    this.#street = street
    this.#tills = tills
    this.#chance = street.chance.of('trouble')
    this.#temper = this.#chance.weighted(tempers)
  }

  begin(): void {
    const { name, netFaultShare, socketDeathShare, blowEveryMs, blows: struck } = this.#temper
    this.#street.trace.happened('trouble', `temper ${name}`)
    this.#street.network.setFaultShare(netFaultShare)
    this.#street.server().setSocketDeathShare(socketDeathShare)
    if (struck.length > 0) this.#next(blowEveryMs)
  }

  /** All machines up, all cables in. What is on its way still arrives. */
  async heal(): Promise<void> {
    const { network, server, bank } = this.#street
    this.#isOver = true
    network.heal()
    server().putOutFuse()
    server().setSocketDeathShare(0)
    server().start()
    bank().start()
    for (const till of this.#tills) till.start()
    await bank().disarm()
  }

  #next(everyMs: number): void {
    this.#street.time.after(this.#chance.between(1, 2 * everyMs), () => {
      if (this.#isOver) return
      this.#strike(this.#chance.pick(this.#temper.blows))
      this.#next(everyMs)
    })
  }

  #strike(blow: Blow): void {
    const { server, bank, network, time } = this.#street
    const downMs = this.#chance.between(500, 30_000)
    const later = (run: () => void): void => void time.after(downMs, run)
    switch (blow) {
      case 'tillCrash': {
        const till = this.#chance.pick(this.#tills)
        till.crash()
        return later(() => till.start())
      }
      case 'serverCrash':
        server().crash()
        return later(() => server().start())
      case 'serverFuse':
        return server().lightFuse(this.#chance.between(1, 120))
      case 'bankCrash':
        bank().crash()
        return later(() => bank().start())
      case 'cut':
        return network.cut(this.#chance.pick(['server→bank', 'bank→server', 'wallet→bank']), 2 * downMs)
      case 'bankFault': {
        const [apis, action] = this.#chance.pick(faults)
        return void bank().arm({ api: this.#chance.pick<string>(apis), times: 1 }, action)
      }
    }
    return unreachable(blow)
  }
}
