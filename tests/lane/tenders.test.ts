/**
 * Cards and coupons, from the lane's side: what is held, by whose word, and what a cut, a crash or a change of mind
 * does to it. Nothing may stay held that the sale does not count, and the wallet is asked for the rest alone.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { err, ok } from '../../domain/result.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { tenderAsksMax, tenderPollMs } from '../../lane/payments/tenders.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld } from '../support/fake-lane.ts'
import { readTender } from '../support/tender-reads.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

let world: FakeWorld
let running: RunningLane

const advance = (ms = 200) => world.time.advance(ms)
const lane = () => running.lane
const screen = () => lane().view().screen
const refusal = () => lane().view().notice?.refusal
const kinds = () => world.journal.entries.map(({ fact }) => fact.kind)
const scanWater = () => lane().scan({ text: '6901028075831', source: 'serial' })

beforeEach(async () => {
  world = makeWorld()
  running = runLane(world, settings)
  await advance()
  scanWater()
})

const show = (text: string, amountMinor: number): Promise<void> =>
  readTender(world, running, text, amountMinor)

async function showBoth(): Promise<void> {
  await show('MEMBER-8800123', 600)
  await show('COUPON-AUTUMN-7F3K', 200)
}

function pay(): void {
  const payableUntilMs = world.clock.nowMs() + 300_000
  world.server.payment = { state: 'inProgress', codeUrl: 'weixin://x', payableUntilMs }
  lane().command({ kind: 'Pay', wallet: 'wechat' })
}

describe('a card and a coupon', () => {
  it('cover their part, and the wallet is asked for the rest alone', async () => {
    await showBoth()
    expect(screen()).toMatchObject({
      kind: 'tender',
      amountMinor: 480,
      tenders: [
        { tender: 'storedValue', amountMinor: 600, codeHint: '0123' },
        { tender: 'coupon', amountMinor: 200, codeHint: '7F3K' },
      ],
    })
    pay()
    await advance(2_000)
    expect(world.server.requests[0]).toMatchObject({ amountMinor: 480, split: { totalMinor: 1_280 } })
    expect(world.server.requests[0]?.split?.tenderIds).toHaveLength(2)
    world.server.payment = { state: 'paid', amountMinor: 480, transactionId: '42', paidAtMs: 1 }
    await advance(3_000)
    expect(screen()).toMatchObject({ kind: 'paid', receipt: { amountMinor: 1_280 } })
    expect(world.printed[0]).toMatchObject({ totalMinor: 1_280, walletMinor: 480, tenders: [{}, {}] })
    expect(world.server.released).toEqual([])
  })

  it('go back last held first, and only once the wallet is surely out of it', async () => {
    await showBoth()
    pay()
    await advance(2_000)
    lane().command({ kind: 'LeavePayment', why: 'shopper' })
    await advance(2_000)
    expect(world.server.released).toEqual([])
    expect(kinds()).not.toContain('TenderReleased')
    world.server.payment = { state: 'ended', ending: 'closed' }
    await advance(5_000)
    const held = world.journal.entries.flatMap(({ fact }) =>
      fact.kind === 'TenderHeld' ? [fact.tenderId] : [],
    )
    expect(world.server.released).toEqual(held.toReversed())
    expect(kinds().slice(-3)).toEqual(['PaymentEnded', 'TenderReleased', 'TenderReleased'])
    expect(screen().kind).toBe('basket')
  })

  it('stay for another try when the wallet failed by itself', async () => {
    await showBoth()
    pay()
    await advance(2_000)
    world.server.payment = { state: 'ended', ending: 'expired' }
    await advance(5_000)
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 480, notPaid: { ending: 'expired' } })
  })

  it('are counted again after a crash, without being asked for again', async () => {
    await showBoth()
    running.stop()
    running = runLane(world, settings)
    await advance()
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 480 })
    expect(world.server.asked.filter((name) => name === 'hold')).toHaveLength(2)
  })

  it('are both held when shown quickly one after the other, and a second reading asks nothing', async () => {
    world.server.tenderWaitMs = 300
    world.server.tender = ok({ state: 'held', tender: 'coupon', amountMinor: 200, codeHint: '7F3K' })
    for (const text of ['COUPON-AUTUMN-7F3K', 'MEMBER-8800123', 'COUPON-AUTUMN-7F3K'])
      lane().scan({ text, source: 'serial' })
    await advance(1_000)
    expect(screen()).toMatchObject({ kind: 'tender', tenders: [{}, {}] })
    expect(world.server.asked.filter((name) => name === 'hold')).toHaveLength(2)
  })

  it('are asked for again only once they are back with their owner', async () => {
    await showBoth()
    world.server.tenderWaitMs = 300
    lane().command({ kind: 'LeavePayment', why: 'shopper' })
    lane().scan({ text: 'MEMBER-8800123', source: 'serial' })
    await advance(2_000)
    const asked = world.server.asked.filter((name) => name === 'hold' || name === 'release')
    expect(asked.slice(-3)).toEqual(['release', 'release', 'hold'])
  })

  it('that wait are forgotten with the sale they were shown for', async () => {
    world.server.tenderWaitMs = 300
    world.server.tender = ok({ state: 'held', tender: 'coupon', amountMinor: 200, codeHint: '7F3K' })
    lane().scan({ text: 'COUPON-AUTUMN-7F3K', source: 'serial' })
    lane().scan({ text: 'MEMBER-8800123', source: 'serial' })
    await advance(100)
    lane().command({ kind: 'CancelSale' })
    scanWater()
    await advance(2_000)
    expect(kinds()).not.toContain('TenderHeld')
    expect(world.server.asked.filter((name) => name === 'hold')).toHaveLength(1)
    expect(world.server.released).toHaveLength(1)
  })

  it('leave the sale one by one, or with the way back to the basket', async () => {
    await showBoth()
    const shown = screen()
    const first = shown.kind === 'tender' ? shown.tenders[0]?.tenderId : undefined
    lane().command({ kind: 'RemoveTender', tenderId: first ?? '' })
    await advance()
    expect(screen()).toMatchObject({ amountMinor: 1_080 })
    expect(world.server.released).toEqual([first])
    lane().command({ kind: 'LeavePayment', why: 'shopper' })
    await advance()
    expect(world.server.released).toHaveLength(2)
    scanWater()
    expect(lane().view().basket?.totalMinor).toBe(2_560)
  })

  it('go back when the basket is given up', async () => {
    await showBoth()
    lane().command({ kind: 'CancelSale' })
    await advance()
    expect(kinds().slice(-3)).toEqual(['TenderReleased', 'TenderReleased', 'BasketVoided'])
    expect(world.server.released).toHaveLength(2)
  })
})

describe('while something is held', () => {
  it('no line changes', async () => {
    await show('MEMBER-8800123', 600)
    scanWater()
    expect(refusal()).toBe('PaymentInProgress')
    const lineId = lane().view().basket?.lines[0]?.lineId ?? ''
    lane().command({ kind: 'RemoveLine', lineId })
    expect(refusal()).toBe('TendersHeld')
    lane().command({ kind: 'ChangeQuantity', lineId, shown: 1, quantity: 5 })
    expect(lane().view().basket?.totalMinor).toBe(1_280)
  })

  it('what the server gave back after its time stops counting', async () => {
    await show('MEMBER-8800123', 600)
    world.server.expireTenders()
    await advance(tenderPollMs + 5_000)
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 1_280, tenders: [] })
  })
})

describe('a card is turned away', () => {
  it('with a sentence while the server is out of reach, and is not kept', async () => {
    world.server.online = false
    lane().scan({ text: 'MEMBER-8800123', source: 'serial' })
    await advance()
    expect(refusal()).toBe('TenderOutOfReach')
    expect(kinds()).not.toContain('TenderHeld')
  })

  it('in the server’s words, as far as the shopper can act on them', async () => {
    for (const [error, said] of [
      ['CouponUsed', 'CouponUsed'],
      ['CardEmpty', 'CardEmpty'],
      ['NothingDue', 'CoveredAlready'],
      ['TenderUnknown', 'TenderUnknown'],
    ] as const) {
      world.server.tender = err({ kind: 'Refused', error, message: 'No.' })
      lane().scan({ text: 'COUPON-AUTUMN-7F3K', source: 'serial' })
      await advance()
      expect(refusal()).toBe(said)
    }
  })

  it('never, but asked about anew, when the basket grew under the question', async () => {
    const { server } = world
    server.tender = ok({ state: 'held', tender: 'storedValue', amountMinor: 600, codeHint: '0123' })
    server.tenderWaitMs = 300
    lane().scan({ text: 'MEMBER-8800123', source: 'serial' })
    await advance(100)
    scanWater()
    await advance(2_000)
    expect(refusal()).toBeUndefined()
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 2_560 - 600, tenders: [{}] })
    expect(server.released).toHaveLength(1)
  })

  it('when the basket never rests, and goes back', async () => {
    const { server } = world
    server.tender = ok({ state: 'held', tender: 'storedValue', amountMinor: 600, codeHint: '0123' })
    server.tenderWaitMs = 300
    lane().scan({ text: 'MEMBER-8800123', source: 'serial' })
    for (let waits = 0; waits < 13; waits += 1) {
      await advance(200)
      scanWater()
    }
    await advance(1_000)
    expect(refusal()).toBe('AmountDiffers')
    expect(server.released).toHaveLength(tenderAsksMax)
  })

  it('before there is anything to pay', async () => {
    lane().command({ kind: 'CancelSale' })
    lane().scan({ text: 'MEMBER-8800123', source: 'serial' })
    expect(refusal()).toBe('NoSale')
  })
})
