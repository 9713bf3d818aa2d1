/**
 * Paying by face at the lane: a look moves no money and leaves no trace, a face is charged once and by one attempt at a
 * time, and whatever goes wrong leads back to the ways to pay with its reason.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { PaymentStatus } from '../../domain/contract/payment.ts'
import { ok } from '../../domain/result.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { idleBasketMs, idleWarningMs } from '../../lane/idle.ts'
import { faceLookMaxMs, faceLookMs, faceOpenMs } from '../../lane/payments/face-look.ts'
import { payerCodeHeldMs } from '../../lane/payments/payer-code.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { FakeFace, faceToken } from '../support/fake-face.ts'
import { type FakeWorld, makeWorld } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const item = '6901028075831'
const code = '134567890123456789'
const wallets = ['wechat', 'alipay'] as const

let world: FakeWorld
let face: FakeFace
let running: RunningLane

const start = () => {
  face = new FakeFace()
  running = runLane({ ...world, face }, settings)
}
const scan = (text: string) => running.lane.scan({ text, source: 'serial' })
const view = () => running.lane.view()
const screen = () => view().screen
const command = (...given: Parameters<RunningLane['lane']['command']>) => running.lane.command(...given)
const wait = (ms: number) => world.time.advance(ms)
const charged = () => world.server.requests.flatMap(({ credential }) => credential ?? [])
const facts = (kind: string) => world.journal.entries.filter((entry) => entry.fact.kind === kind)
const traces = () => JSON.stringify([world.journal.entries, view(), running.lane.state()])

function say(status: Partial<Extract<PaymentStatus, { readonly state: 'inProgress' }>>): void {
  const payableUntilMs = world.clock.nowMs() + 45_000
  world.server.payment = { state: 'inProgress', codeUrl: null, payableUntilMs, ...status }
}

const settle = (): void => {
  world.server.payment = { state: 'paid', amountMinor: 1_280, transactionId: '42', paidAtMs: 1 }
}

/** Touches "pay by face" and waits until the camera looks. */
async function look(wallet: (typeof wallets)[number] = 'wechat'): Promise<void> {
  command({ kind: 'PayByFace', wallet })
  await wait(100)
}

beforeEach(async () => {
  world = makeWorld({ wallets, faceWallets: wallets })
  start()
  await wait(100)
  scan(item)
  command({ kind: 'Pay' })
})

describe('a face', () => {
  it('pays: the terminal is opened for the very payment, looks, and what it sees is charged once', async () => {
    say({ awaits: 'order' })
    await look()
    expect(screen()).toMatchObject({ kind: 'looking', wallet: 'wechat', amountMinor: 1_280, canExtend: true })
    expect(face.sessions).toEqual([{ authority: 'for raw wechat', terms: {} }])
    face.see()
    await wait(500)
    expect(screen()).toMatchObject({ kind: 'confirming', method: 'face', passwordUntilMs: null })
    const [opened] = world.server.opened
    expect(world.server.opened).toEqual([
      {
        paymentId: opened?.paymentId,
        wallet: 'wechat',
        amountMinor: 1_280,
        deviceId: 'CAM-1',
        rawData: 'raw wechat',
      },
    ])
    expect(world.server.requests).toMatchObject([
      { paymentId: opened?.paymentId, credential: { kind: 'face', value: faceToken, holder: 'o_anna' } },
    ])
    settle()
    await wait(2_000)
    expect(screen().kind).toBe('paid')
    expect(facts('PaymentRequested')).toMatchObject([{ fact: { method: 'face', wallet: 'wechat' } }])
  })

  it('whose wallet wants a password waits for it, and for no longer than it may', async () => {
    await look('alipay')
    say({ awaits: 'password', reference: 'P_7' })
    face.see()
    await wait(2_000)
    expect(screen()).toMatchObject({
      kind: 'confirming',
      method: 'face',
      passwordUntilMs: expect.any(Number),
    })
    await wait(60_000)
    expect(screen()).toMatchObject({ kind: 'checking', reference: 'P_7' })
  })

  it('that the wallet turned down leads back, says so, and another one may pay', async () => {
    await look()
    world.server.payment = { state: 'ended', ending: 'codeRefused', reference: 'P_1' }
    face.see()
    await wait(2_000)
    expect(screen()).toMatchObject({ kind: 'tender', notPaid: { method: 'face', ending: 'codeRefused' } })
    settle()
    await look()
    face.see('another-token-of-the-same-face')
    await wait(2_000)
    expect(screen().kind).toBe('paid')
    expect(facts('PaymentRequested')).toHaveLength(2)
  })

  it('and whose it is are in no fact, no state and no view', async () => {
    await look()
    say({ awaits: 'certainty' })
    face.see()
    await wait(200)
    for (const secret of [faceToken, 'o_anna', 'for raw wechat']) expect(traces()).not.toContain(secret)
    await wait(payerCodeHeldMs)
    for (const secret of [faceToken, 'o_anna']) expect(traces()).not.toContain(secret)
  })

  it('seen after the shopper left is charged to nobody', async () => {
    await look()
    command({ kind: 'LeaveLook' })
    expect(face.stops).toBe(1)
    face.see()
    await wait(1_000)
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: null })
    expect(charged()).toEqual([])
  })

  it('seen while the server is out of reach is not charged, and said', async () => {
    await look()
    world.server.online = false
    await wait(faceLookMs - 1_000)
    expect(view().online).toBe(false)
    face.see()
    await wait(1_000)
    expect(facts('PaymentRequested')).toHaveLength(0)
    expect(view().notice?.refusal).toBe('NoConnection')
    world.server.online = true
    await wait(60_000)
    expect(charged()).toEqual([])
  })
})

describe('a look', () => {
  it.each(['notRecognised', 'timedOut', 'terminalLost', 'unavailable'] as const)(
    'that ends with %s says so where the shopper chooses, and takes nothing',
    async (why) => {
      await look()
      face.end(why)
      await wait(10)
      expect(screen()).toMatchObject({ kind: 'tender', notSeen: why, notPaid: null })
      expect(facts('PaymentRequested')).toHaveLength(0)
      command({ kind: 'LeavePayment', why: 'shopper' })
      command({ kind: 'Pay' })
      expect(screen()).toMatchObject({ kind: 'tender', notSeen: null })
    },
  )

  it('that was cancelled at the terminal leads back without a word', async () => {
    await look()
    face.end('cancelled')
    await wait(10)
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: null })
  })

  it('has its time, more of it when asked, and no more than so much', async () => {
    await look()
    const until = () => {
      const now = screen()
      return now.kind === 'looking' ? (now.untilMs ?? 0) - world.clock.nowMs() : undefined
    }
    expect(until()).toBeLessThanOrEqual(faceLookMs)
    await wait(faceLookMs - 1_000)
    command({ kind: 'LookLonger' })
    expect(until()).toBe(faceLookMs)
    for (let more = 0; more < 10; more++) {
      await wait(faceLookMs - 5_000)
      command({ kind: 'LookLonger' })
    }
    expect(until()).toBeUndefined()
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: 'timedOut' })
    expect(face.stops).toBe(1)
    expect(faceLookMaxMs).toBeLessThan(4 * faceLookMs)
  })

  it('that nobody takes ends by itself, and the shopper is asked whether they are there as ever', async () => {
    await look()
    await wait(faceLookMs)
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: 'timedOut' })
    await wait(idleBasketMs - faceLookMs)
    expect(view().idleEndsAtMs).not.toBeNull()
    await wait(idleWarningMs)
    expect(screen().kind).toBe('attract')
  })

  it('that a crash ends costs the look and nothing else', async () => {
    await look()
    const before = running.lane.state()
    running.lane.close()
    running.stop()
    expect(face.stops).toBe(1)
    start()
    expect(running.lane.state().sale).toEqual(before.sale)
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: null, notPaid: null })
    expect(facts('PaymentRequested')).toHaveLength(0)
  })

  it('makes way for a payment code that is held up, and its late face is charged to nobody', async () => {
    say({ awaits: 'order' })
    await look()
    scan(code)
    await wait(500)
    expect(screen()).toMatchObject({ kind: 'confirming', method: 'code' })
    expect(face.stops).toBe(1)
    face.see()
    await wait(1_000)
    expect(new Set(charged().map(({ value }) => value))).toEqual(new Set([code]))
  })

  it('ends where the basket is taken away, and a second one does not begin beside it', async () => {
    await look()
    await look('alipay')
    expect(face.sessions).toHaveLength(1)
    command({ kind: 'LeavePayment', why: 'shopper' })
    expect(screen().kind).toBe('basket')
    expect(face.stops).toBe(1)
    face.see()
    await wait(1_000)
    expect(facts('PaymentRequested')).toHaveLength(0)
  })

  it('asks for the basket as it is: what a card covers since ends it', async () => {
    await look()
    world.server.tender = ok({ state: 'held', tender: 'storedValue', amountMinor: 500, codeHint: '0123' })
    scan('MEMBER-8800123')
    await wait(500)
    expect(facts('TenderHeld')).toHaveLength(1)
    expect(screen()).toMatchObject({ kind: 'tender', amountMinor: 780, notSeen: null })
    expect(face.isLooking()).toBe(false)
    await look()
    expect(world.server.opened.at(-1)).toMatchObject({ amountMinor: 780 })
  })
})

describe('a terminal', () => {
  it('that is not opened in time, or not at all, is said to be out of order', async () => {
    face.isDumb = true
    await look()
    expect(screen()).toMatchObject({ kind: 'looking', untilMs: null, canExtend: false })
    command({ kind: 'LookLonger' })
    await wait(faceOpenMs)
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: 'unavailable' })
    face.isDumb = false
    world.server.faceRefusal = 'TerminalRefused'
    await look()
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: 'unavailable' })
    world.server.faceRefusal = undefined
    face.refusal = 'terminalLost'
    await look()
    expect(screen()).toMatchObject({ kind: 'tender', notSeen: 'terminalLost' })
    expect(face.sessions).toEqual([])
  })

  it.each([
    ['the store opens none', { faceWallets: [] }, wallets],
    ['the lane has none of this wallet', { faceWallets: wallets }, []],
    ['neither has the other’s', { faceWallets: ['alipay'] }, ['wechat']],
  ] as const)('is not offered where %s', async (_why, place, has) => {
    world.server.place = { wallets, ...place }
    world = makeWorld({ wallets, ...place })
    start()
    face.has = has
    await wait(100)
    scan(item)
    command({ kind: 'Pay' })
    expect(screen()).toMatchObject({ kind: 'tender', faceWallets: [] })
    await look()
    expect(screen().kind).toBe('tender')
    expect(face.sessions).toEqual([])
  })

  it('is not offered while it is not heard, and again when it is', () => {
    expect(screen()).toMatchObject({ faceWallets: wallets })
    face.has = []
    expect(screen()).toMatchObject({ faceWallets: [] })
    face.has = ['alipay']
    expect(screen()).toMatchObject({ faceWallets: ['alipay'] })
  })

  it('makes one wallet a choice, also beside its QR', async () => {
    world = makeWorld({ wallets: ['wechat'], faceWallets: ['wechat'] })
    start()
    await wait(100)
    scan(item)
    command({ kind: 'Pay' })
    expect(screen()).toMatchObject({ kind: 'tender', faceWallets: ['wechat'] })
    command({ kind: 'Pay', wallet: 'wechat' })
    expect(screen()).toMatchObject({ kind: 'paying', hasChoice: true })
  })

  it('is not opened while nobody could say how a payment ends', async () => {
    world.server.online = false
    await wait(80_000)
    expect(view().online).toBe(false)
    await look()
    expect(screen().kind).toBe('tender')
    expect(view().notice?.refusal).toBe('NoConnection')
    expect(world.server.opened).toEqual([])
  })
})

describe('a lane that dies after a face was seen', () => {
  it('follows what the server heard of, and never asks twice', async () => {
    say({ awaits: 'password' })
    await look()
    face.see()
    await wait(2_000)
    running.stop()
    start()
    await wait(1_000)
    expect(screen()).toMatchObject({ kind: 'confirming', method: 'face' })
    settle()
    await wait(2_000)
    expect(screen().kind).toBe('paid')
    expect(charged()).toHaveLength(1)
  })

  it('asks for another look where the server never heard of it, and nothing was taken', async () => {
    world.server.online = true
    const { requestPayment } = world.server
    world.server.requestPayment = () => new Promise(() => {})
    await look()
    face.see()
    await wait(100)
    expect(facts('PaymentRequested')).toHaveLength(1)
    running.stop()
    world.server.requestPayment = requestPayment
    world.server.payment = { state: 'notFound' }
    start()
    await wait(1_000)
    world.server.payment = { state: 'ended', ending: 'closed' }
    await wait(10_000)
    expect(screen()).toMatchObject({ kind: 'tender', asksAgain: 'face', notPaid: null })
    face.has = []
    expect(screen()).toMatchObject({ asksAgain: 'code' })
    expect(charged()).toEqual([])
  })
})
