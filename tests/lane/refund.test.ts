/**
 * Money back, from the lane's side: who may give it, how much, and what a cut or a crash in any place does to it.
 * Nothing may go back twice, and nothing without standing on the journal.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { FoundReceipt } from '../../domain/contract/refund.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld, rightPin, testSetup } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

const refunds = { perRefundMinor: 2_000, perAttendantMinor: 5_000 }
const token = 'k3JfQ0aZ9mXw7TnRb2VcLg'
const code = `${testSetup.publicUrl}/r/${token}`

const receipt = (changes: Partial<FoundReceipt> = {}): FoundReceipt => ({
  saleId: 'sale-there',
  laneName: '2',
  receiptNumber: 17,
  paidAtMs: 1_700_000_000_000,
  wallet: 'wechat',
  paidMinor: 1_300,
  refundedMinor: 0,
  cards: [],
  couponsMinor: 0,
  lines: [
    {
      lineId: 'a',
      names: { 'zh-CN': '牛奶', en: 'Milk' },
      quantity: 3,
      totalMinor: 1_000,
      refundedQuantity: 0,
    },
    {
      lineId: 'b',
      names: { 'zh-CN': '面包', en: 'Bread' },
      quantity: 1,
      totalMinor: 300,
      refundedQuantity: 0,
    },
  ],
  ...changes,
})

let world: FakeWorld
let running: RunningLane

const settleMs = 40_000

async function begin(place: Partial<LaneSetup> = { refunds }): Promise<void> {
  world = makeWorld()
  world.server.place = place
  world.server.receipts = [receipt()]
  running = runLane(world, settings)
  await world.time.advance(settleMs)
}

beforeEach(() => begin())

const lane = () => running.lane
const desk = () => lane().view().refundDesk
const refusal = () => lane().view().notice?.refusal
const facts = () =>
  world.journal.entries.map(({ fact }) => fact).filter(({ kind }) => kind.startsWith('Refund'))
const kinds = () => facts().map(({ kind }) => kind)
const read = (text: string) => lane().scan({ text, source: 'serial', symbology: 'qr' })

async function signIn(): Promise<void> {
  read('STAFF-1001')
  lane().command({ kind: 'EnterPin', pin: rightPin })
  await world.time.advance(10)
}

async function scanReceipt(): Promise<void> {
  read(code)
  await world.time.advance(10)
}

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

/** Up to the wish for one unit of the first line. */
async function askForOne(): Promise<void> {
  await signIn()
  await scanReceipt()
  lane().command({ kind: 'ChooseRefund', lineId: 'a', quantity: 1 })
  lane().command({ kind: 'Refund', reason: 'damaged' })
}

describe('a refund', () => {
  it('is on the journal with who, what, how much and why before the server hears of it', async () => {
    await signIn()
    await scanReceipt()
    lane().command({ kind: 'ChooseRefund', lineId: 'a', quantity: 2 })
    expect(desk()).toMatchObject({ step: 'units', amountMinor: 666, isWhole: false })
    lane().command({ kind: 'Refund', reason: 'damaged' })
    expect(world.server.refunds.size).toBe(0)
    expect(facts()).toEqual([
      expect.objectContaining({
        kind: 'RefundRequested',
        saleId: 'sale-there',
        lines: [expect.objectContaining({ lineId: 'a', quantity: 2, amountMinor: 666 })],
        amountMinor: 666,
        reason: 'damaged',
        badge: '1001',
      }),
    ])
  })

  it('is shown on its way, printed once, and returned when the server says so', async () => {
    await askForOne()
    await world.time.advance(10)
    expect(desk()).toMatchObject({ step: 'asked', refund: { stage: 'accepted', reference: 'R_1' } })
    expect(world.refundSlips).toMatchObject([{ amountMinor: 333, refundReference: 'R_1', receiptNumber: 17 }])
    world.server.refund = { state: 'refunded', amountMinor: 333, reference: 'R_1' }
    await world.time.advance(10_000)
    expect(desk()).toMatchObject({ refund: { stage: 'settled' } })
    expect(kinds()).toEqual(['RefundRequested', 'RefundAccepted', 'RefundSettled'])
    expect(world.refundSlips).toHaveLength(1)
    expect(world.server.refunds.size).toBe(1)
  })

  it.each(['before the server hears', 'after the server heard'])(
    'whose lane dies %s goes on under the same id and is one refund',
    async (when) => {
      if (when.startsWith('after')) world.server.loseAnswers = true
      await askForOne()
      if (when.startsWith('after')) await world.time.advance(10)
      const [asked] = facts()
      restart()
      world.server.loseAnswers = false
      await world.time.advance(settleMs)
      expect([...world.server.refunds.keys()]).toEqual([asked && 'refundId' in asked && asked.refundId])
      expect(kinds()).toEqual(['RefundRequested', 'RefundAccepted'])
      expect(world.refundSlips).toHaveLength(1)
      await signIn()
      lane().command({ kind: 'OpenRefunds' })
      expect(desk()).toMatchObject({ step: 'find', refunds: [{ stage: 'accepted', reference: 'R_1' }] })
    },
  )

  it('that the server refuses is not refunded, and says why', async () => {
    world.server.refund = 'AttendantLimit'
    await askForOne()
    await world.time.advance(10)
    expect(desk()).toMatchObject({ refund: { stage: 'AttendantLimit', reference: null } })
    expect(kinds()).toEqual(['RefundRequested', 'RefundFailed'])
    expect(world.refundSlips).toEqual([])
  })

  it('whose refusal says nothing of it is asked for again', async () => {
    world.server.refund = 'ClockSkew'
    await askForOne()
    await world.time.advance(settleMs)
    expect(kinds()).toEqual(['RefundRequested'])
    world.server.refund = { state: 'needsPerson', amountMinor: 333, reference: 'R_1' }
    await world.time.advance(settleMs)
    expect(kinds()).toEqual(['RefundRequested', 'RefundAccepted', 'RefundFailed'])
    expect(lane().state().refunds).toMatchObject([{ stage: 'NeedsPerson', reference: 'R_1' }])
  })

  it('that the office settled as void before the lane heard of it did not happen', async () => {
    world.server.refund = { state: 'void', amountMinor: 333, reference: 'R_1' }
    await askForOne()
    await world.time.advance(settleMs)
    expect(kinds()).toEqual(['RefundRequested', 'RefundFailed'])
    expect(lane().state().refunds).toMatchObject([{ stage: 'Refused' }])
  })
})

describe('a refund of a sale that a card had a part in', () => {
  const split = (changes: Partial<FoundReceipt> = {}): FoundReceipt =>
    receipt({
      couponsMinor: 200,
      cards: [{ tenderId: 't1', codeHint: '1234', paidMinor: 260, refundedMinor: 0 }],
      ...changes,
    })
  const toWallet = (amountMinor: number) => ({ kind: 'wallet', wallet: 'wechat', amountMinor })
  const toCard = (amountMinor: number) => ({ kind: 'card', codeHint: '1234', amountMinor })

  async function askForAll(found: FoundReceipt): Promise<void> {
    world.server.receipts = [found]
    await signIn()
    await scanReceipt()
    lane().command({ kind: 'ChooseWholeRefund' })
    lane().command({ kind: 'Refund', reason: 'damaged' })
  }

  it('says where each part goes before it is asked for, and asks for that', async () => {
    world.server.receipts = [split()]
    await signIn()
    await scanReceipt()
    expect(desk()).toMatchObject({ amountMinor: 0, parts: [], couponsMinor: 200 })
    lane().command({ kind: 'ChooseRefund', lineId: 'a', quantity: 1 })
    expect(desk()).toMatchObject({ amountMinor: 333, parts: [toWallet(266), toCard(67)] })
    lane().command({ kind: 'Refund', reason: 'damaged' })
    const cards = [{ tenderId: 't1', codeHint: '1234', amountMinor: 67 }]
    expect(facts()).toMatchObject([{ wallet: 'wechat', amountMinor: 333, cards }])
    await world.time.advance(10)
    expect([...world.server.refunds.values()]).toMatchObject([
      { cards: [{ tenderId: 't1', amountMinor: 67 }] },
    ])
    expect(desk()).toMatchObject({ refund: { parts: [toWallet(266), toCard(67)] } })
    expect(world.refundSlips).toMatchObject([{ amountMinor: 333, parts: [toWallet(266), toCard(67)] }])
  })

  it('is the same after a crash, and in a checkpoint', async () => {
    world.server.online = true
    world.server.loseAnswers = true
    await askForAll(split())
    restart()
    world.server.loseAnswers = false
    await world.time.advance(settleMs)
    expect([...world.server.refunds.values()]).toMatchObject([
      { cards: [{ tenderId: 't1', amountMinor: 260 }] },
    ])
    restart()
    expect(lane().state().refunds).toMatchObject([{ cards: [{ codeHint: '1234', amountMinor: 260 }] }])
  })

  it('of a sale without a wallet names none', async () => {
    const { wallet: _, ...covered } = split()
    const cards = [{ tenderId: 't1', codeHint: '1234', paidMinor: 1_300, refundedMinor: 0 }]
    await askForAll({ ...covered, cards })
    expect(facts()[0]).not.toHaveProperty('wallet')
    await world.time.advance(10)
    expect(world.refundSlips).toMatchObject([{ parts: [toCard(1_300)] }])
  })

  it('takes goods back for nothing where coupons alone paid, on the journal and on a slip', async () => {
    const lines = receipt().lines.map((line) => ({ ...line, totalMinor: 0 }))
    const { wallet: _, ...covered } = split({ paidMinor: 0, cards: [], lines })
    await askForAll(covered)
    expect(facts()[0]).toMatchObject({ kind: 'RefundRequested', amountMinor: 0, lines: [{}, {}] })
    expect(facts()[0]).not.toHaveProperty('cards')
    await world.time.advance(10)
    expect(world.refundSlips).toMatchObject([{ amountMinor: 0, parts: [], lines: [{}, {}] }])
  })

  it('says when nothing can come back any more, for money or for none', async () => {
    const lines = receipt().lines.map((line) => ({ ...line, totalMinor: 0, refundedQuantity: line.quantity }))
    world.server.receipts = [split({ paidMinor: 0, cards: [], lines })]
    await signIn()
    await scanReceipt()
    expect(refusal()).toBe('RefundedAlready')
    const left = lines.map((line) => (line.lineId === 'b' ? { ...line, refundedQuantity: 0 } : line))
    world.server.receipts = [split({ paidMinor: 0, cards: [], lines: left })]
    await scanReceipt()
    expect(desk()).toMatchObject({ step: 'units', isReady: false, amountMinor: 0 })
    lane().command({ kind: 'ChooseRefund', lineId: 'b', quantity: 1 })
    expect(desk()).toMatchObject({ step: 'units', isReady: true, amountMinor: 0, parts: [] })
  })
})

describe('nothing goes back', () => {
  it('without somebody signed in: the receipt’s code is an unknown code', async () => {
    await scanReceipt()
    expect(desk()).toBeNull()
    lane().command({ kind: 'OpenRefunds' })
    expect(refusal()).toBe('NotSignedIn')
    expect(world.server.asked).not.toContain('find')
  })

  it('where the store allows none', async () => {
    await begin({})
    await signIn()
    await scanReceipt()
    expect(refusal()).toBe('RefundsNotAllowed')
  })

  it('above the limit of one refund', async () => {
    world.server.receipts = [
      receipt({ paidMinor: 2_300, lines: receipt().lines.map((line) => ({ ...line, totalMinor: 2_001 })) }),
    ]
    await signIn()
    await scanReceipt()
    lane().command({ kind: 'ChooseRefund', lineId: 'b', quantity: 1 })
    lane().command({ kind: 'Refund', reason: 'other' })
    expect(refusal()).toBe('RefundTooLarge')
    expect(facts()).toEqual([])
  })

  it('while the server is away, whether it went before or after the receipt was found', async () => {
    await signIn()
    await scanReceipt()
    world.server.online = false
    await world.time.advance(settleMs)
    lane().command({ kind: 'ChooseWholeRefund' })
    lane().command({ kind: 'Refund', reason: 'other' })
    expect(refusal()).toBe('RefundOutOfReach')
    lane().command({ kind: 'NextRefund' })
    await scanReceipt()
    expect(refusal()).toBe('RefundOutOfReach')
    expect(facts()).toEqual([])
  })

  it('for a receipt that is unknown, spent, or no receipt', async () => {
    await signIn()
    world.server.receipts = []
    await scanReceipt()
    expect(refusal()).toBe('ReceiptUnknown')
    world.server.receipts = [receipt({ refundedMinor: 1_300 })]
    await scanReceipt()
    expect(refusal()).toBe('RefundedAlready')
    read('6901028075831')
    expect(refusal()).toBe('ReceiptUnknown')
    expect(lane().state().sale).toBeUndefined()
  })

  it('for more units than are left', async () => {
    await signIn()
    await scanReceipt()
    lane().command({ kind: 'ChooseRefund', lineId: 'a', quantity: 4 })
    expect(refusal()).toBe('RefundLinesDiffer')
    lane().command({ kind: 'Refund', reason: 'other' })
    expect(refusal()).toBe('NothingToRefund')
  })

  it('to whoever comes after the attendant', async () => {
    await signIn()
    await scanReceipt()
    lane().command({ kind: 'SignOut' })
    await signIn()
    expect(desk()).toBeNull()
    lane().command({ kind: 'Refund', reason: 'other' })
    expect(facts()).toEqual([])
  })
})

it('a number that several lanes gave out asks which receipt is meant', async () => {
  world.server.receipts = [receipt(), receipt({ saleId: 'sale-else', laneName: '1' })]
  await signIn()
  lane().command({ kind: 'OpenRefunds' })
  lane().command({ kind: 'FindReceipt', receiptNumber: 17 })
  await world.time.advance(10)
  expect(desk()).toMatchObject({ step: 'choose' })
  lane().command({ kind: 'ChooseReceipt', saleId: 'sale-else' })
  expect(desk()).toMatchObject({ step: 'units', receipt: { saleId: 'sale-else' } })
})
