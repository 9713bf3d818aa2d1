/**
 * Money that came too late for a sale and returns by itself: whoever paid is told while they are there, a reboot takes
 * the word back from nobody, and the next shopper is not told of money that is not theirs.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Orphans } from '../../domain/contract/orphan.ts'
import { ok, present } from '../../domain/result.ts'
import { orphansKeptMax } from '../../domain/sale/sale.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { orphanShownMs, orphanStaffMs } from '../../lane/payments/orphan-view.ts'
import { orphanPollMs, orphanRestPollMs } from '../../lane/payments/orphans.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld, rightPin } from '../support/fake-lane.ts'

type Reported = Orphans['orphans'][number]

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const answerMs = 100

let world: FakeWorld
let running: RunningLane

beforeEach(async () => {
  world = makeWorld()
  running = runLane(world, settings)
  await world.time.advance(answerMs)
  running.lane.scan({ text: '6901028075831', source: 'serial' })
})

const view = () => running.lane.view()
const shown = () => view().orphans.map(({ paymentId, stage }) => [paymentId, stage])
const pay = () => running.lane.command({ kind: 'Pay', wallet: 'wechat' })
const reports = () => world.journal.entries.filter(({ fact }) => fact.kind === 'OrphanReported')
const saleId = () => present(running.lane.state().sale?.saleId, 'a sale is open')

/** The server hears of money for the open sale. */
function late(more: Partial<Reported> = {}): Reported {
  const orphan: Reported = {
    paymentId: 'p-1',
    saleId: more.saleId ?? saleId(),
    wallet: 'alipay',
    amountMinor: 1_280,
    reference: 'P_1',
    stage: 'returning',
    ...more,
  }
  world.server.lateMoney = [...world.server.lateMoney, orphan]
  return orphan
}

function becomes(stage: Reported['stage']): void {
  world.server.lateMoney = world.server.lateMoney.map((orphan) => ({ ...orphan, stage }))
}

async function leaveAnAttempt(ending: 'closed' | 'expired' = 'closed', isReturning = false) {
  const payableUntilMs = world.clock.nowMs() + 300_000
  world.server.payment = { state: 'inProgress', codeUrl: 'weixin://wxpay/x', payableUntilMs }
  pay()
  await world.time.advance(2_000)
  world.server.payment = { state: 'ended', ending, reference: 'P_1', isReturning }
  running.lane.command({ kind: 'LeavePayment', why: isReturning ? 'otherWay' : 'shopper' })
  await world.time.advance(2_000)
}

async function payForIt() {
  const paidAtMs = world.clock.nowMs()
  world.server.payment = { state: 'paid', amountMinor: 1_280, transactionId: '42', paidAtMs }
  pay()
  await world.time.advance(3_000)
}

async function signIn() {
  running.lane.scan({ text: 'STAFF-1001', source: 'serial' })
  running.lane.command({ kind: 'EnterPin', pin: rightPin })
  await world.time.advance(answerMs)
  expect(view().attendant.kind).toBe('signedIn')
}

describe('money that came too late', () => {
  it('is told to the shopper who went back to the basket, with amount and number', async () => {
    await leaveAnAttempt()
    expect(view().screen.kind).toBe('basket')
    late()
    await world.time.advance(orphanPollMs + answerMs)
    expect(view().orphans).toMatchObject([{ amountMinor: 1_280, reference: 'P_1', stage: 'returning' }])
  })

  it('stays in view while the shopper pays in another way, and on the receipt', async () => {
    await leaveAnAttempt()
    late()
    await world.time.advance(orphanPollMs + answerMs)
    await payForIt()
    expect(view().screen.kind).toBe('paid')
    expect(shown()).toEqual([['p-1', 'returning']])
    becomes('returned')
    await world.time.advance(orphanPollMs + answerMs)
    expect(shown()).toEqual([['p-1', 'returned']])
  })

  it('is not said twice where the screen of choices says it already', async () => {
    await leaveAnAttempt('closed', true)
    late()
    await world.time.advance(orphanPollMs + answerMs)
    expect(view().screen).toMatchObject({ kind: 'tender', notPaid: { isReturning: true, reference: 'P_1' } })
    expect(view().orphans).toEqual([])
    await payForIt()
    expect(shown()).toEqual([['p-1', 'returning']])
  })

  it('is still in view after a reboot without a network', async () => {
    await leaveAnAttempt()
    late()
    await world.time.advance(orphanPollMs + answerMs)
    running.stop()
    world.server.online = false
    running = runLane(world, settings)
    expect(shown()).toEqual([['p-1', 'returning']])
  })

  it('is a fact once for each stage, however often it is asked about', async () => {
    late()
    await world.time.advance(20 * orphanPollMs)
    expect(reports()).toHaveLength(1)
    becomes('needsPerson')
    await world.time.advance(20 * orphanPollMs)
    expect(reports()).toHaveLength(2)
    expect(view().orphans).toHaveLength(1)
  })

  it('of a sale that is over is told where its shopper may still be, not to the next one, and not for ever', async () => {
    const ofSale = saleId()
    await payForIt()
    running.lane.command({ kind: 'FinishSale' })
    late({ saleId: ofSale })
    await world.time.advance(orphanRestPollMs + answerMs)
    expect(shown()).toEqual([['p-1', 'returning']])
    running.lane.scan({ text: '6901028075831', source: 'serial' })
    expect(view().orphans).toEqual([])
    running.lane.command({ kind: 'CancelSale' })
    await world.time.advance(orphanRestPollMs + answerMs)
    expect(shown()).toEqual([['p-1', 'returning']])
    await world.time.advance(orphanShownMs)
    expect(view().orphans).toEqual([])
  })

  it('takes itself off the screen of a lane at rest without anybody’s touch', async () => {
    const ofSale = saleId()
    running.lane.command({ kind: 'CancelSale' })
    late({ saleId: ofSale })
    await world.time.advance(orphanRestPollMs + answerMs)
    const seen: number[] = []
    running.lane.watch(({ orphans }) => seen.push(orphans.length))
    await world.time.advance(orphanShownMs + orphanRestPollMs)
    expect(seen.at(-1)).toBe(0)
  })

  it('is in staff’s view for a day, whosever sale it was', async () => {
    late({ saleId: 'another' })
    await world.time.advance(orphanPollMs + answerMs)
    expect(view().orphans).toEqual([])
    await signIn()
    expect(shown()).toEqual([['p-1', 'returning']])
    world.wall.offsetMs += orphanStaffMs
    expect(view().orphans).toEqual([])
  })

  it('is not said to be on its way again by an answer that was overtaken', async () => {
    const orphan = late()
    let answer = (): void => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    const { server, time } = world
    const asked = server.orphans
    server.orphans = async () => {
      await held
      return ok({ orphans: [orphan] })
    }
    await time.advance(orphanPollMs)
    server.orphans = asked
    becomes('returned')
    running.lane.command({ kind: 'CancelSale' })
    await time.advance(answerMs)
    expect(shown()).toEqual([['p-1', 'returned']])
    answer()
    await time.advance(answerMs)
    expect(shown()).toEqual([['p-1', 'returned']])
  })

  it('is not asked about all day by a lane where nobody stands', async () => {
    running.lane.command({ kind: 'CancelSale' })
    world.server.asked.length = 0
    await world.time.advance(10 * orphanRestPollMs)
    const asked = world.server.asked.filter((call) => call === 'orphans').length
    expect(asked).toBeGreaterThanOrEqual(9)
    expect(asked).toBeLessThanOrEqual(12)
  })

  it('never makes the journal grow by itself, where there is more of it than a lane keeps', async () => {
    for (let count = 0; count < orphansKeptMax; count++) late({ paymentId: `p-${count}` })
    await world.time.advance(2 * orphanPollMs)
    world.server.lateMoney = world.server.lateMoney.slice(1)
    late({ paymentId: 'p-new' })
    await world.time.advance(20 * orphanPollMs)
    expect(reports()).toHaveLength(orphansKeptMax + 1)
    expect(view().orphans[0]?.paymentId).toBe('p-new')
  })
})
