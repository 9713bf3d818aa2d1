/**
 * Paying, from the lane's side: it asks the server, shows the code, and only the server's word ends it. A cut, a
 * crash or an impatient shopper neither loses a payment nor makes a second one.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

let world: FakeWorld
let running: RunningLane

/** Until the lane has heard from its server for the first time. */
const firstAnswerMs = 100

beforeEach(async () => {
  world = makeWorld()
  running = runLane(world, settings)
  await world.time.advance(firstAnswerMs)
  running.lane.scan({ text: '6901028075831', source: 'serial' })
})

const screen = () => running.lane.view().screen
const pay = () => running.lane.command({ kind: 'Pay', wallet: 'wechat' })
const asked = (name: string) => world.server.asked.filter((call) => call === name).length
const facts = (kind: string) => world.journal.entries.filter((entry) => entry.fact.kind === kind)

function offer(): void {
  const payableUntilMs = world.clock.nowMs() + 300_000
  world.server.payment = { state: 'inProgress', codeUrl: 'weixin://wxpay/x', payableUntilMs }
}

function settle(amountMinor = 1_280): void {
  const paidAtMs = world.clock.nowMs()
  world.server.payment = { state: 'paid', amountMinor, transactionId: '42', paidAtMs }
}

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

describe('paying', () => {
  it('shows the code, settles on the server’s word and prints', async () => {
    offer()
    pay()
    await world.time.advance(2_000)
    expect(screen()).toMatchObject({ kind: 'paying', codeUrl: 'weixin://wxpay/x', amountMinor: 1_280 })
    settle()
    await world.time.advance(3_000)
    expect(screen()).toMatchObject({ kind: 'paid', receipt: { receiptNumber: 1, print: 'printed' } })
    expect(world.printed).toHaveLength(1)
  })

  it('is asked for on disk before anything is sent', () => {
    pay()
    expect(facts('PaymentRequested')).toHaveLength(1)
    expect(asked('request')).toBe(0)
  })

  it.each(['requested', 'offered', 'leaving'])(
    'goes on where it stood after a crash while %s',
    async (stage) => {
      if (stage !== 'requested') offer()
      pay()
      await world.time.advance(2_000)
      if (stage === 'leaving') running.lane.command({ kind: 'LeavePayment', why: 'shopper' })
      restart()
      settle()
      await world.time.advance(5_000)
      expect(screen().kind).toBe('paid')
      expect(facts('PaymentRequested')).toHaveLength(1)
      expect(facts('SalePaid')).toHaveLength(1)
    },
  )

  it('never ends a payment for want of an answer', async () => {
    offer()
    pay()
    await world.time.advance(2_000)
    world.server.online = false
    await world.time.advance(600_000)
    expect(screen().kind).toBe('checking')
    expect(facts('PaymentEnded')).toHaveLength(0)
    world.server.online = true
    settle()
    await world.time.advance(120_000)
    expect(facts('SalePaid')).toHaveLength(1)
  })

  it('is not begun while the server is away: it is said, and the basket can be gone back to', async () => {
    world.server.online = false
    await world.time.advance(10_000)
    pay()
    expect(running.lane.view()).toMatchObject({
      online: false,
      screen: { kind: 'tender' },
      notice: null,
    })
    expect(facts('PaymentRequested')).toHaveLength(0)
    running.lane.command({ kind: 'LeavePayment', why: 'shopper' })
    expect(screen()).toEqual({ kind: 'basket' })
  })

  it('lets nobody pay again, scan or change the basket until it is certain', async () => {
    offer()
    pay()
    await world.time.advance(2_000)
    running.lane.command({ kind: 'LeavePayment', why: 'shopper' })
    pay()
    running.lane.scan({ text: '6901028075831', source: 'serial' })
    running.lane.command({ kind: 'CancelSale' })
    expect(screen().kind).toBe('checking')
    expect(running.lane.view().basket?.pieces).toBe(1)
    expect(facts('PaymentRequested')).toHaveLength(1)
  })

  it('goes back to the basket quietly when the shopper left and no money moved', async () => {
    offer()
    pay()
    await world.time.advance(2_000)
    running.lane.command({ kind: 'LeavePayment', why: 'shopper' })
    world.server.payment = { state: 'ended', ending: 'closed' }
    await world.time.advance(2_000)
    expect(running.lane.view()).toMatchObject({ screen: { kind: 'basket' } })
  })

  it('says so when the time ran out without money, and lets the shopper try again', async () => {
    offer()
    pay()
    await world.time.advance(121_500)
    expect(screen().kind).toBe('checking')
    world.server.payment = { state: 'ended', ending: 'expired' }
    await world.time.advance(3_000)
    expect(screen()).toMatchObject({ kind: 'tender', notPaid: { ending: 'expired', reference: null } })
    offer()
    pay()
    await world.time.advance(2_000)
    expect(screen().kind).toBe('paying')
  })

  it('waits longer when asked, but never beyond the provider', async () => {
    offer()
    pay()
    await world.time.advance(100_000)
    running.lane.command({ kind: 'ExtendPayment' })
    await world.time.advance(100_000)
    expect(screen().kind).toBe('paying')
    running.lane.command({ kind: 'ExtendPayment' })
    running.lane.command({ kind: 'ExtendPayment' })
    await world.time.advance(101_000)
    expect(screen().kind).toBe('checking')
  })

  it('does not take another amount for its own', async () => {
    offer()
    pay()
    await world.time.advance(2_000)
    settle(1_279)
    await world.time.advance(10_000)
    expect(facts('SalePaid')).toHaveLength(0)
    expect(screen().kind).toBe('paying')
  })

  it('leaves a request that the server turns down only when that is certain', async () => {
    world.server.requestPayment = async () => ({
      ok: false,
      error: { kind: 'Refused', error: 'X', message: 'no' },
    })
    world.server.payment = { state: 'ended', ending: 'unavailable' }
    pay()
    await world.time.advance(3_000)
    expect(asked('cancel')).toBeGreaterThan(0)
    expect(screen()).toMatchObject({ kind: 'tender', notPaid: { ending: 'unavailable' } })
  })

  it('starts a new sale with a scan on the paid screen', async () => {
    offer()
    pay()
    settle()
    await world.time.advance(3_000)
    running.lane.scan({ text: '6901028075831', source: 'serial' })
    expect(running.lane.view()).toMatchObject({ screen: { kind: 'basket' }, basket: { pieces: 1 } })
  })

  it('asks nobody for money that a basket of free goods does not cost', () => {
    running.lane.command({ kind: 'CancelSale' })
    running.lane.command({ kind: 'StartSale' })
    pay()
    expect(running.lane.view().notice?.refusal).toBe('NothingToPay')
  })
})
