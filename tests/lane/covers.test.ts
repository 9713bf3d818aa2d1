/**
 * Sales that cards and coupons pay for whole, from the lane's side: no goods before the server's word that all of it is
 * taken, whatever is cut or crashes in between, and no second taking.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { PaymentStatus } from '../../domain/contract/payment.ts'
import { err } from '../../domain/result.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { paymentOrderWaitMs } from '../../lane/payments/payment.ts'
import { tenderPollMs } from '../../lane/payments/tenders.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld } from '../support/fake-lane.ts'
import { readTender } from '../support/tender-reads.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const totalMinor = 1_280
const taken: PaymentStatus = { state: 'paid', amountMinor: 0, transactionId: 'C_1', paidAtMs: 1 }
const notTaken: PaymentStatus = { state: 'ended', ending: 'closed' }

let world: FakeWorld
let running: RunningLane

const advance = (ms = 200) => world.time.advance(ms)
const lane = () => running.lane
const screen = () => lane().view().screen
const refusal = () => lane().view().notice?.refusal
const facts = () => world.journal.entries.map(({ fact }) => fact)
const kinds = () => facts().map(({ kind }) => kind)
const scanWater = () => lane().scan({ text: '6901028075831', source: 'serial' })

beforeEach(async () => {
  world = makeWorld()
  running = runLane(world, settings)
  await advance()
  scanWater()
})

const show = (text: string, amountMinor: number): Promise<void> =>
  readTender(world, running, text, amountMinor)

async function coverAll(): Promise<void> {
  await show('COUPON-AUTUMN-7F3K', 200)
  await show('MEMBER-8800123', totalMinor - 200)
}

const heldIds = () => facts().flatMap((fact) => (fact.kind === 'TenderHeld' ? [fact.tenderId] : []))

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

describe('a sale that card and coupon cover', () => {
  it('asks no wallet, and is paid by the server’s word', async () => {
    await coverAll()
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 0, tenders: [{}, {}] })
    world.server.payment = taken
    lane().command({ kind: 'PayCovered' })
    expect(facts().at(-1)).toMatchObject({ kind: 'PaymentRequested', amountMinor: 0 })
    expect(facts().at(-1)).not.toHaveProperty('wallet')
    expect(world.server.covers).toEqual([])
    await advance(2_000)
    expect(world.server.covers).toMatchObject([{ totalMinor, tenderIds: heldIds() }])
    expect(world.server.requests).toEqual([])
    expect(screen()).toMatchObject({
      kind: 'paid',
      receipt: { amountMinor: totalMinor, transactionId: 'C_1' },
    })
    expect(world.printed).toMatchObject([{ wallet: undefined, walletMinor: 0, tenders: [{}, {}] }])
    expect(world.server.released).toEqual([])
  })

  it('takes no other card, no wallet and no code of one any more', async () => {
    await coverAll()
    const asked = world.server.asked.length
    await show('MEMBER-7700999', 100)
    expect(refusal()).toBe('CoveredAlready')
    lane().command({ kind: 'Pay', wallet: 'wechat' })
    expect(refusal()).toBe('CoveredAlready')
    lane().scan({ text: '134567890123456789', source: 'serial' })
    expect(refusal()).toBe('CoveredAlready')
    expect(world.server.asked.slice(asked).filter((name) => name === 'hold')).toEqual([])
    expect(kinds()).not.toContain('PaymentRequested')
  })

  it('is not begun while the server is away', async () => {
    await coverAll()
    world.server.online = false
    await advance(tenderPollMs + 5_000)
    lane().command({ kind: 'PayCovered' })
    expect(kinds()).not.toContain('PaymentRequested')
    expect(screen().kind).toBe('tender')
  })

  it('that is not covered any more is not taken', async () => {
    await coverAll()
    const shown = screen()
    const tenderId = shown.kind === 'tender' ? (shown.tenders[0]?.tenderId ?? '') : ''
    lane().command({ kind: 'RemoveTender', tenderId })
    lane().command({ kind: 'PayCovered' })
    expect(refusal()).toBe('NotCovered')
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 200 })
  })

  it('gives all of it back for another line, last held first, and is covered anew', async () => {
    await coverAll()
    scanWater()
    expect(refusal()).toBe('PaymentInProgress')
    lane().command({ kind: 'LeavePayment', why: 'shopper' })
    await advance()
    expect(world.server.released).toEqual(heldIds().toReversed())
    scanWater()
    await show('MEMBER-8800123', 2 * totalMinor)
    world.server.payment = taken
    lane().command({ kind: 'PayCovered' })
    await advance(2_000)
    expect(world.server.covers).toMatchObject([{ totalMinor: 2 * totalMinor, tenderIds: [heldIds().at(-1)] }])
    expect(screen()).toMatchObject({ kind: 'paid', receipt: { amountMinor: 2 * totalMinor } })
  })
})

describe('while the server has not said that it is taken', () => {
  async function begin(): Promise<void> {
    await coverAll()
    world.server.online = false
    await advance(100)
    lane().command({ kind: 'PayCovered' })
    await advance(2_000)
  }

  it('no goods go, nothing goes back, and the same is asked until there is an answer', async () => {
    await begin()
    expect(screen()).toMatchObject({ kind: 'covering', amountMinor: totalMinor })
    scanWater()
    lane().command({ kind: 'CancelSale' })
    expect(refusal()).toBe('PaymentInProgress')
    await advance(5_000)
    expect([kinds().includes('SalePaid'), world.server.released]).toEqual([false, []])
    world.server.online = true
    world.server.payment = taken
    await advance(20_000)
    expect(new Set(world.server.covers.map(({ paymentId }) => paymentId)).size).toBe(1)
    expect(kinds().filter((kind) => kind === 'SalePaid')).toHaveLength(1)
  })

  it('a crash asks again under the same identity, and pays once', async () => {
    await begin()
    restart()
    expect(screen().kind).toBe('covering')
    world.server.online = true
    world.server.payment = taken
    await advance(5_000)
    expect(new Set(world.server.covers.map(({ paymentId }) => paymentId)).size).toBe(1)
    expect(screen().kind).toBe('paid')
    restart()
    await advance(5_000)
    expect(kinds().filter((kind) => kind === 'SalePaid')).toHaveLength(1)
    expect(world.server.released).toEqual([])
  })

  it('long silence asks for a sure end, and an end that is payment is payment', async () => {
    await begin()
    await advance(paymentOrderWaitMs)
    expect(kinds().at(-1)).toBe('PaymentLeft')
    restart()
    expect(screen().kind).toBe('covering')
    world.server.online = true
    world.server.payment = taken
    await advance(10_000)
    expect(world.server.asked).toContain('cancel')
    expect(screen().kind).toBe('paid')
  })

  it('a sure no keeps what is held for another try, and says that nothing was taken', async () => {
    await begin()
    await advance(paymentOrderWaitMs)
    world.server.online = true
    world.server.payment = notTaken
    await advance(10_000)
    expect(screen()).toMatchObject({
      kind: 'tender',
      amountMinor: 0,
      notPaid: { ending: 'notCovered', isReturning: false },
    })
    expect(kinds()).not.toContain('SalePaid')
    expect(world.server.released).toEqual([])
  })
})

describe('a refusal of the server', () => {
  it('unwinds, and what it gave back stops counting', async () => {
    await coverAll()
    world.server.requestCover = async () =>
      err({ kind: 'Refused', error: 'RestDiffers', message: 'Other tenders are held.' })
    world.server.payment = notTaken
    world.server.expireTenders()
    lane().command({ kind: 'PayCovered' })
    await advance(5_000)
    expect(kinds()).toContain('PaymentEnded')
    expect(screen()).toMatchObject({ kind: 'tender', notPaid: { ending: 'notCovered' } })
    await advance(tenderPollMs + 5_000)
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: totalMinor, tenders: [] })
  })
})
