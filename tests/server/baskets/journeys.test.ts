/**
 * Baskets on their way between two tills, the product's lanes before the product's server: handed over, let go,
 * brought back, given up and paid for, while links fail and lanes die at any step. Whatever happens: no line stands in
 * two baskets, none is paid for twice, and no basket is stuck.
 */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { present } from '../../../domain/result.ts'
import { setupPollMs } from '../../../lane/sync/setup.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { VirtualTime } from '../../sim/virtual-time.ts'
import { enrolLane, openRig, type Rig } from '../support/rig.ts'
import { type LinkFault, linkFaults, Till } from '../support/till.ts'

const water = '6901028075831'

/** As long as any wait of a lane that has been cut off. */
const healMs = 60_000

/** For every run of the tests; whoever hunts sets more, and another seed. */
const journeys = 12
const journeysMs = 120_000

/** Rounds of bringing back and paying until every basket has found an end. */
const roundsMax = 12

class Shop {
  readonly rig: Rig
  readonly time: VirtualTime
  readonly tills: readonly Till[]

  constructor(rig: Rig, time: VirtualTime, tills: readonly Till[]) {
    this.rig = rig
    this.time = time
    this.tills = tills
  }

  /** The shopper's wallet pays what the till shows, if it shows anything. */
  async pay(till: Till): Promise<void> {
    till.lane.command({ kind: 'Pay', wallet: 'wechat' })
    await this.time.advance(1_500)
    const payment = till.lane.state().sale?.payment
    const outTradeNo = payment && outTradeNoOf('store-1', payment.paymentId)
    if (!outTradeNo || this.rig.provider.orders.get(outTradeNo)?.state !== 'open') return
    this.rig.provider.pay(outTradeNo)
    const { headers, body } = this.rig.provider.noticeOf(outTradeNo)
    await this.rig.send('POST', '/notify/wechat', { body, headers })
    await this.time.advance(3_000)
  }

  /** The codes of every basket that left. */
  codes(): readonly string[] {
    return this.tills.flatMap(({ journal }) =>
      journal.entries.flatMap(({ fact }) =>
        fact.kind === 'BasketHandedOver' || fact.kind === 'SaleParked' ? [fact.code] : [],
      ),
    )
  }

  linesInBaskets(): readonly string[] {
    return this.tills.flatMap(({ lane }) => lane.state().sale?.basket.lines.map(({ lineId }) => lineId) ?? [])
  }

  async linesPaid(): Promise<readonly string[]> {
    const rows = await this.rig.db.selectFrom('sale_line').select('line_id').execute()
    return rows.map(({ line_id }) => line_id)
  }

  bring(till: Till, code: string | undefined): void {
    if (code !== undefined) till.scan(`HANDOVER-${code}`)
  }

  cancel({ lane }: Till): void {
    lane.command({ kind: 'LeavePayment', why: 'shopper' })
    lane.command({ kind: 'CancelSale' })
    lane.command({ kind: 'FinishSale' })
  }

  /** What a till has open is paid for, its payment under way first. */
  async finish(till: Till): Promise<void> {
    const { lane } = till
    await this.pay(till)
    if (!lane.state().sale) return lane.command({ kind: 'FinishSale' })
    this.cancel(till)
    await this.time.advance(5_000)
    this.cancel(till)
  }

  async setAside(): Promise<readonly string[]> {
    const rows = await this.rig.db.selectFrom('quarantine').select('reason').execute()
    return rows.map(({ reason }) => reason)
  }

  async close(): Promise<void> {
    for (const till of this.tills) till.stop()
    await this.rig.close()
  }

  async waiting(): Promise<readonly string[]> {
    const rows = await this.rig.db
      .selectFrom('suspended_basket')
      .select('code')
      .where('state', 'not in', ['paid', 'movedOn'])
      .execute()
    return rows.map(({ code }) => code)
  }
}

interface Step {
  readonly at: number
  readonly does: 'scan' | 'handOver' | 'park' | 'bring' | 'pay' | 'cancel' | 'start' | 'restart' | LinkFault
  /** Which code is shown, of those there are. */
  readonly nth: number
  readonly waitMs: number
}

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.constantFrom(0, 1),
  does: fc.oneof(
    { weight: 4, arbitrary: fc.constant<'bring'>('bring') },
    { weight: 3, arbitrary: fc.constantFrom('handOver', 'pay', 'cancel', 'restart') },
    { weight: 2, arbitrary: fc.constantFrom('scan', 'start', 'park') },
    { weight: 2, arbitrary: fc.constantFrom(...linkFaults) },
  ),
  nth: fc.nat(2),
  waitMs: fc.constantFrom(0, 0, 700, 700, 5_000),
})

async function act(shop: Shop, { at, does, nth }: Step): Promise<void> {
  const till = present(shop.tills[at], 'there is such a till')
  switch (does) {
    case 'scan':
      return till.scan(water)
    case 'handOver':
      return till.lane.command({ kind: 'HandOver' })
    case 'park':
      return till.park()
    case 'bring':
      return shop.bring(till, shop.codes().at(-1 - nth))
    case 'pay':
      return shop.pay(till)
    case 'cancel':
      return shop.cancel(till)
    case 'start':
      return till.lane.command({ kind: 'StartSale' })
    case 'restart':
      return till.restart()
    case 'none':
    case 'cut':
    case 'deaf':
    case 'unsent':
    case 'slow':
      till.fault = does
      return
  }
}

async function openShop(): Promise<Shop> {
  const rig = await openRig()
  await rig.office('POST', 'parking', { storeId: 'store-1', perSaleMinor: 100_000, totalMinor: 1_000_000 })
  const time = new VirtualTime()
  const enrolled = [await enrolLane(rig), await enrolLane(rig, 'AAAA-BBBB-2')]
  const shop = new Shop(
    rig,
    time,
    enrolled.map((lane) => new Till(rig, time, lane)),
  )
  await time.advance(2_000)
  // Each journey begins with one basket on its way.
  const [first] = shop.tills
  first?.scan(water)
  first?.lane.command({ kind: 'HandOver' })
  await time.advance(2_000)
  return shop
}

const expectNoTwins = (lines: readonly string[]) => expect([...new Set(lines)]).toEqual(lines)

/** Every link whole again, every basket that is still about brought somewhere and paid for. */
async function endDay(shop: Shop): Promise<void> {
  for (const till of shop.tills) till.fault = 'none'
  await shop.time.advance(healMs)
  for (let round = 0; round < roundsMax; round++) {
    for (const till of shop.tills) await shop.finish(till)
    const [code] = await shop.waiting()
    if (code === undefined) return
    const till = present(shop.tills[round % shop.tills.length], 'there is such a till')
    await shop.bring(till, code)
    await shop.time.advance(5_000)
  }
}

it(
  'no line is in two baskets or paid for twice, and no basket is stuck',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const shop = await openShop()
        try {
          for (const each of steps) {
            await act(shop, each)
            await shop.time.advance(each.waitMs)
            expectNoTwins(shop.linesInBaskets())
          }
          await endDay(shop)
          await shop.time.advance(setupPollMs)
          expect(await shop.waiting()).toEqual([])
          expectNoTwins(await shop.linesPaid())
          expect(await shop.setAside()).toEqual([])
          expect(shop.tills.flatMap(({ lane }) => lane.state().parked)).toEqual([])
        } finally {
          await shop.close()
        }
      }),
      { numRuns: journeys },
    )
  },
  journeysMs,
)
