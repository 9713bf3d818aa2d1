/** A shopper's own payment code at the lane: charged once, by one attempt at a time, and never kept. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { PaymentRequest, PaymentStatus } from '../../domain/contract/payment.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { createPayerCodes, payerCodeHeldMs, payerCodeRepeatMs } from '../../lane/payments/payer-code.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld, sha256, testSetup } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const code = '134567890123456789'
const otherCode = '287654321098765432'
const item = '6901028075831'

let world: FakeWorld
let running: RunningLane

/** What the server was asked to charge, oldest first. */
let requests: PaymentRequest[]

const twoWallets = { wallets: ['wechat', 'alipay'] } as const

beforeEach(async () => {
  requests = []
  world = makeWorld(twoWallets)
  const { server } = world
  const request = server.requestPayment
  server.requestPayment = (asked) => {
    requests.push(asked)
    return request(asked)
  }
  running = runLane(world, settings)
  await world.time.advance(100)
  scan(item)
})

const scan = (text: string, aim?: string) =>
  running.lane.scan({ text, source: 'serial', ...(aim && { aim }) })
const screen = () => running.lane.view().screen
const refusal = () => running.lane.view().notice?.refusal
const pay = () => running.lane.command({ kind: 'Pay' })
const charged = () => requests.flatMap(({ credential }) => (credential ? [credential.value] : []))
const facts = (kind: string) => world.journal.entries.filter((entry) => entry.fact.kind === kind)

function say(status: Partial<Extract<PaymentStatus, { readonly state: 'inProgress' }>>): void {
  const payableUntilMs = world.clock.nowMs() + 45_000
  world.server.payment = { state: 'inProgress', codeUrl: null, payableUntilMs, ...status }
}

const end = (ending: 'closed' | 'codeRefused' | 'noFunds', isReturning = false): void => {
  world.server.payment = { state: 'ended', ending, reference: 'P_1', isReturning }
}

function settle(): void {
  world.server.payment = { state: 'paid', amountMinor: 1_280, transactionId: '42', paidAtMs: 1 }
}

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

/** Everything that could outlive the code's one use. */
const traces = () => JSON.stringify([world.journal.entries, running.lane.view(), running.lane.state()])

describe('choosing how to pay', () => {
  it('offers the wallets of the store, and goes back to the basket', () => {
    pay()
    expect(screen()).toMatchObject({ kind: 'tender', wallets: ['wechat', 'alipay'], amountMinor: 1_280 })
    running.lane.command({ kind: 'LeavePayment', why: 'shopper' })
    expect(screen().kind).toBe('basket')
    expect(facts('PaymentRequested')).toHaveLength(0)
  })

  it('stands again after a crash, and so does the reason why nothing was paid', async () => {
    pay()
    end('noFunds')
    scan(code)
    await world.time.advance(2_000)
    const before = screen()
    expect(before).toMatchObject({ kind: 'tender', notPaid: { ending: 'noFunds', reference: 'P_1' } })
    restart()
    expect(screen()).toEqual(before)
  })

  it('sells nothing meanwhile, and loses nothing', () => {
    pay()
    scan(item)
    expect(refusal()).toBe('PaymentInProgress')
    expect(running.lane.view().basket?.pieces).toBe(1)
    expect(screen().kind).toBe('tender')
  })
})

describe('a payment code', () => {
  it('is charged at once where the shopper chooses, to the wallet it belongs to', async () => {
    pay()
    say({ awaits: 'order' })
    scan(otherCode, ']Q1')
    expect(screen()).toMatchObject({ kind: 'confirming', wallet: 'alipay', passwordUntilMs: null })
    await world.time.advance(500)
    expect(requests).toMatchObject([{ wallet: 'alipay', credential: { kind: 'code', value: otherCode } }])
    settle()
    await world.time.advance(2_000)
    expect(screen().kind).toBe('paid')
  })

  it('ends the QR on the screen for sure before it is charged', async () => {
    pay()
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    say({ codeUrl: 'weixin://x', awaits: 'scan' })
    await world.time.advance(2_000)
    scan(code)
    say({ awaits: 'certainty' })
    await world.time.advance(5_000)
    expect(charged(), 'charged while the QR could still be paid').toEqual([])
    expect(screen().kind).toBe('checking')
    end('closed')
    await world.time.advance(5_000)
    expect(charged().length).toBeGreaterThan(0)
    expect(
      new Set(facts('PaymentRequested').map(({ fact }) => 'paymentId' in fact && fact.paymentId)).size,
    ).toBe(2)
  })

  it('is not charged where the QR turns out to be paid', async () => {
    pay()
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    say({ codeUrl: 'weixin://x', awaits: 'scan' })
    await world.time.advance(2_000)
    scan(code)
    settle()
    await world.time.advance(5_000)
    expect(screen().kind).toBe('paid')
    expect(charged()).toEqual([])
  })

  it('shows that the phone wants a password, and for how long', async () => {
    pay()
    scan(code)
    say({ awaits: 'password', reference: 'P_7' })
    await world.time.advance(2_000)
    expect(screen()).toMatchObject({ kind: 'confirming', passwordUntilMs: expect.any(Number) })
    await world.time.advance(60_000)
    expect(screen()).toMatchObject({ kind: 'checking', reference: 'P_7' })
    expect(facts('PaymentAwaited')).toHaveLength(1)
  })

  it('of an unsure answer says not to pay again, and never ends it by itself', async () => {
    pay()
    scan(code)
    say({ awaits: 'certainty' })
    await world.time.advance(600_000)
    expect(screen().kind).toBe('checking')
    expect(facts('PaymentLeft')).toHaveLength(0)
    scan(otherCode)
    expect(refusal()).toBe('StillChecking')
    expect(facts('PaymentRequested')).toHaveLength(1)
  })

  it('read twice is charged once', async () => {
    pay()
    say({ awaits: 'order' })
    scan(code)
    scan(code)
    await world.time.advance(100)
    scan(code)
    expect(refusal()).toBeUndefined()
    expect(facts('PaymentRequested')).toHaveLength(1)
  })

  it('that was refused is not tried again, a fresh one is', async () => {
    pay()
    end('codeRefused')
    scan(code)
    await world.time.advance(2_000)
    scan(code)
    expect(refusal()).toBe('CodeUsed')
    expect(facts('PaymentRequested')).toHaveLength(1)
    scan(otherCode)
    expect(facts('PaymentRequested')).toHaveLength(2)
  })

  it('that was refused, held up while another is charged, is told to wait', async () => {
    pay()
    end('noFunds')
    scan(code)
    await world.time.advance(2_000)
    say({ awaits: 'password' })
    scan(otherCode)
    await world.time.advance(2_000)
    scan(otherCode)
    expect(refusal()).toBeUndefined()
    scan(code)
    expect(refusal()).toBe('StillChecking')
  })

  it('may be shown again once wallets have long renewed it', async () => {
    pay()
    end('codeRefused')
    scan(code)
    await world.time.advance(payerCodeRepeatMs / 2)
    running.lane.command({ kind: 'StayLonger' })
    await world.time.advance(payerCodeRepeatMs / 2)
    scan(code)
    expect(facts('PaymentRequested')).toHaveLength(2)
  })

  it('is never on a disk, in a state or in a view, whenever the lane is looked at', async () => {
    pay()
    say({ awaits: 'password' })
    scan(code)
    expect(traces()).not.toContain(code)
    await world.time.advance(2_000)
    expect(traces()).not.toContain(code)
    end('codeRefused')
    await world.time.advance(2_000)
    restart()
    expect(traces()).not.toContain(code)
    expect(traces()).not.toContain(code.slice(-8))
  })

  it('goes out with one request alone: what follows only asks', async () => {
    pay()
    say({ awaits: 'order' })
    scan(code)
    await world.time.advance(10_000)
    expect(charged()).toEqual([code])
  })

  it('is forgotten after a minute, even while it waits for a QR to end', async () => {
    pay()
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    say({ codeUrl: 'weixin://x', awaits: 'scan' })
    await world.time.advance(2_000)
    scan(code)
    say({ awaits: 'certainty' })
    await world.time.advance(payerCodeHeldMs)
    end('closed')
    await world.time.advance(5_000)
    expect(charged()).toEqual([])
    expect(screen()).toMatchObject({ kind: 'tender', asksAgain: 'code' })
  })

  it('is forgotten with the payment that it was held up for', () => {
    const { clock, random } = world
    const held = createPayerCodes({
      clock,
      random,
      sha256,
      setup: () => ({ ...testSetup, ...twoWallets }),
      online: () => true,
      state: () => running.lane.state(),
      obey: () => true,
      say: () => {},
    })
    pay()
    held.hear({ kind: 'paymentCode', wallet: 'wechat', credential: { kind: 'code', value: code } })
    scan(otherCode)
    const { payment } = running.lane.state().sale ?? {}
    expect(payment && held.credentialOf(payment)?.value).toBe(code)
    held.follow(undefined)
    expect(payment && held.credentialOf(payment)).toBeUndefined()
  })

  it('goes to the server once it answers, and to nobody after a minute', async () => {
    pay()
    say({ awaits: 'order' })
    scan(code)
    world.server.online = false
    await world.time.advance(payerCodeHeldMs + 1_000)
    const asked = requests.length
    world.server.online = true
    world.server.payment = { state: 'notFound' }
    await world.time.advance(60_000)
    expect(requests).toHaveLength(asked)
  })

  it('is lost with a crash: the attempt is followed by its id, and a fresh code asked for when it is over', async () => {
    pay()
    scan(code)
    restart()
    world.server.payment = { state: 'notFound' }
    await world.time.advance(3_000)
    expect(requests.filter(({ credential }) => credential)).toEqual([])
    end('closed')
    await world.time.advance(5_000)
    expect(screen()).toMatchObject({ kind: 'tender', asksAgain: 'code', notPaid: null })
    expect(charged()).toEqual([])
  })

  it('that was being charged when the lane crashed is never sent again', async () => {
    pay()
    say({ awaits: 'order' })
    scan(code)
    await world.time.advance(200)
    restart()
    settle()
    await world.time.advance(5_000)
    expect(screen().kind).toBe('paid')
    expect(charged()).toEqual([code])
  })

  it('is turned away while the server is out of reach, and may be shown again', async () => {
    pay()
    world.server.online = false
    await world.time.advance(30_000)
    scan(code)
    expect(refusal()).toBe('NoConnection')
    world.server.online = true
    await world.time.advance(60_000)
    scan(code)
    expect(facts('PaymentRequested')).toHaveLength(1)
  })
})

describe('money that moved after all', () => {
  it('is said to return, with the number to ask by, even to who had left', async () => {
    pay()
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    say({ codeUrl: 'weixin://x', awaits: 'scan' })
    await world.time.advance(2_000)
    running.lane.command({ kind: 'LeavePayment', why: 'shopper' })
    end('closed', true)
    await world.time.advance(3_000)
    expect(screen()).toMatchObject({ kind: 'tender', notPaid: { isReturning: true, reference: 'P_1' } })
  })
})
