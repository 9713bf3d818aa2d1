/**
 * What comes a moment too late or once too often: a second touch, a second read, an answer for somebody who left. The
 * screen that stands is the answer; nobody is told what is not so, and nobody's card is spoken of to the next.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Command } from '../../domain/contract/command.ts'
import { err, ok } from '../../domain/result.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { badgeLingersMs } from '../../lane/badges.ts'
import { idlePaidMs } from '../../lane/idle.ts'
import { patienceMs } from '../../lane/patience.ts'
import { paymentOrderWaitMs } from '../../lane/payments/payment.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { observeLink } from '../../lane/sync/link.ts'
import { type FakeWorld, makeItem, makeWorld, rightPin, sha256 } from '../support/fake-lane.ts'
import { FakeScale } from '../support/fake-scale.ts'
import { readTender } from '../support/tender-reads.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const water = '6901028075831'
const code = '134567890123456789'
const coupon = 'COUPON-AUTUMN-7F3K'

let world: FakeWorld
let running: RunningLane

const view = () => running.lane.view()
const screen = () => view().screen.kind
const refusal = () => view().notice?.refusal
const scan = (text: string) => running.lane.scan({ text, source: 'serial' })
const touch = (command: Command) => running.lane.command(command)
const wait = (ms = 200) => world.time.advance(ms)
const asked = (name: string) => world.server.asked.filter((call) => call === name).length

beforeEach(async () => {
  world = makeWorld()
  running = runLane(world, settings)
  await wait()
  scan(water)
})

async function offer(): Promise<void> {
  const payableUntilMs = world.clock.nowMs() + 300_000
  world.server.payment = { state: 'inProgress', codeUrl: 'weixin://x', payableUntilMs }
  touch({ kind: 'Pay', wallet: 'wechat' })
  await wait(2_000)
}

async function pay(): Promise<void> {
  await offer()
  world.server.payment = { state: 'paid', amountMinor: 1_280, transactionId: '42', paidAtMs: 1 }
  await wait(3_000)
}

describe('on the screen that says paid, nobody is told to pay', () => {
  beforeEach(pay)

  it.each<Command>([
    { kind: 'LeavePayment', why: 'shopper' },
    { kind: 'LeavePayment', why: 'otherWay' },
    { kind: 'ExtendPayment' },
    { kind: 'CancelSale' },
    { kind: 'HandOver' },
  ])('by $kind, touched as the QR went', (command) => {
    touch(command)
    expect(screen()).toBe('paid')
    expect(refusal()).toBeUndefined()
  })

  it('by the phone that still lies before the scanner', () => {
    scan(code)
    expect(screen()).toBe('paid')
    expect(refusal()).toBeUndefined()
  })

  it('and whoever called for help is not cleared away before it came', async () => {
    touch({ kind: 'CallHelp' })
    await wait(idlePaidMs * 2)
    expect(view()).toMatchObject({ screen: { kind: 'paid' }, helpSinceMs: expect.any(Number) })
    touch({ kind: 'CancelHelp' })
    await wait(idlePaidMs + 1_000)
    expect(screen()).toBe('attract')
  })
})

describe('a touch that came too late', () => {
  it('for more time does not send a shopper to pay again while it is being checked', async () => {
    await offer()
    touch({ kind: 'LeavePayment', why: 'shopper' })
    touch({ kind: 'ExtendPayment' })
    expect(screen()).toBe('checking')
    expect(refusal()).toBeUndefined()
  })

  it('on a basket that left does not say that there was none', () => {
    touch({ kind: 'HandOver' })
    touch({ kind: 'HandOver' })
    expect(screen()).toBe('handedOver')
    expect(refusal()).toBeUndefined()
  })

  it('for a weight that was taken asks nobody to scan the item again', async () => {
    const scale = new FakeScale()
    running.stop()
    running = runLane({ ...world, scale }, settings)
    scan('4011')
    scale.says = { kind: 'stable', grams: 732 }
    touch({ kind: 'TakeWeight', weightGrams: 732 })
    touch({ kind: 'TakeWeight', weightGrams: 732 })
    expect(view().basket?.lines).toHaveLength(2)
    expect(refusal()).toBeUndefined()
  })
})

describe('a card or coupon', () => {
  it('that is read again while it counts is neither asked about nor called used', async () => {
    await readTender(world, running, coupon, 200)
    world.server.tender = err({ kind: 'Refused', error: 'CouponUsed', message: '' })
    scan(coupon)
    await wait()
    expect(refusal()).toBeUndefined()
    expect(asked('hold')).toBe(1)
  })

  it('that was taken out may be shown anew', async () => {
    await readTender(world, running, coupon, 200)
    const { screen } = view()
    const tenderId = screen.kind === 'tender' ? (screen.tenders[0]?.tenderId ?? '') : ''
    touch({ kind: 'RemoveTender', tenderId })
    await readTender(world, running, coupon, 200)
    expect(view().screen).toMatchObject({ kind: 'tender', tenders: [{}] })
  })

  it('that is refused after its shopper left is not spoken of to the next', async () => {
    world.server.tenderWaitMs = 1_000
    world.server.tender = err({ kind: 'Refused', error: 'CardEmpty', message: '' })
    scan('MEMBER-8800123')
    await wait(500)
    touch({ kind: 'CancelSale' })
    scan(water)
    await wait(3_000)
    expect(screen()).toBe('basket')
    expect(refusal()).toBeUndefined()
  })

  it('beyond what a sale takes is turned away while the others wait', () => {
    world.server.tenderWaitMs = 5_000
    for (const letter of ['A', 'B', 'C', 'D', 'E']) scan(`COUPON-MANY-${letter}`)
    expect(refusal()).toBeUndefined()
    scan('COUPON-MANY-F')
    expect(refusal()).toBe('TendersFull')
  })
})

describe('a payment code that comes to a basket nobody may pay for any more', () => {
  const recalled = { recallId: 'r-1', gtin: '06901028075831', batches: [], serials: [], reason: 'glass' }

  async function recall(): Promise<void> {
    world.server.rules = { ...world.server.rules, recalls: [recalled] }
    await wait(40_000)
  }

  it('is turned away with the reason and a call, and counts again once the reason is gone', async () => {
    touch({ kind: 'Pay' })
    touch({ kind: 'LeavePayment', why: 'otherWay' })
    await offer()
    world.server.payment = { state: 'ended', ending: 'expired' }
    await wait(3_000)
    expect(screen()).toBe('tender')
    await recall()
    scan(code)
    expect(refusal()).toBe('RecalledInBasket')
    expect(view().helpAbout).toMatchObject({ reason: 'glass' })
    world.server.rules = { ...world.server.rules, recalls: [] }
    await wait(40_000)
    scan(code)
    await wait()
    expect(world.server.requests.at(-1)).toMatchObject({ credential: { value: code } })
  })

  it('is turned away as well where a QR had to end before it', async () => {
    await offer()
    await recall()
    scan(code)
    expect(screen()).toBe('checking')
    world.server.payment = { state: 'ended', ending: 'closed' }
    await wait(3_000)
    expect(view()).toMatchObject({
      screen: { kind: 'tender', asksAgain: 'code' },
      notice: { refusal: 'RecalledInBasket' },
    })
  })
})

describe('a suspended basket', () => {
  const handOver = 'k3JfQ0aZ9mXw7TnRb2VcLg'

  beforeEach(async () => {
    touch({ kind: 'CancelSale' })
    const line = { lineId: 'there-1', item: makeItem(), quantity: 3, source: 'serial' } as const
    const from = { fromLaneId: 'lane-2', fromSaleId: 'there', isParked: false }
    world.server.suspended = { code: handOver, ...from, lines: [line] }
    await wait()
  })

  it('whose code is read again is here already', async () => {
    for (let read = 0; read < 3; read++) {
      scan(`HANDOVER-${handOver}`)
      await wait()
    }
    expect(view().basket?.pieces).toBe(3)
    expect(refusal()).toBeUndefined()
    expect(world.server.takes).toHaveLength(1)
  })

  it('that is shown while another is asked about gets its answer after it', async () => {
    world.server.takeWaitMs = 1_000
    world.server.takeRefusals.push('BasketTaken')
    scan('HANDOVER-another-basket')
    await wait(500)
    scan(`HANDOVER-${handOver}`)
    await wait(5_000)
    expect(world.server.takes.map((take) => take.code)).toEqual(['another-basket', handOver])
    expect(view().basket?.pieces).toBe(3)
  })
})

describe('a badge', () => {
  const signIn = async () => {
    scan('STAFF-1001')
    touch({ kind: 'EnterPin', pin: rightPin })
    await wait()
  }

  it('read twice as it signs out leaves no shopper before the pad', async () => {
    await signIn()
    scan('STAFF-1001')
    scan('STAFF-1001')
    expect(view().attendant.kind).toBe('none')
    await wait(badgeLingersMs)
    await signIn()
    expect(view().attendant.kind).toBe('signedIn')
  })
})

describe('an answer that takes its time', () => {
  it('about a card is said to be awaited, and no longer than it is', async () => {
    world.server.tenderWaitMs = 5_000
    world.server.tender = ok({ state: 'held', tender: 'coupon', amountMinor: 200, codeHint: '7F3K' })
    scan(coupon)
    await wait(patienceMs - 1)
    expect(refusal()).toBeUndefined()
    await wait(2)
    expect(refusal()).toBe('TenderAsked')
    await wait(5_000)
    expect(view()).toMatchObject({ screen: { kind: 'tender', tenders: [{}] }, notice: null })
  })

  it('about a basket is said to be awaited, and gives way to what was answered', async () => {
    touch({ kind: 'CancelSale' })
    world.server.takeWaitMs = 5_000
    scan('HANDOVER-another-basket')
    await wait(patienceMs + 1)
    expect(refusal()).toBe('BasketAsked')
    await wait(5_000)
    expect(refusal()).toBe('BasketUnknown')
  })

  it('takes no other sentence away', async () => {
    world.server.tenderWaitMs = 3_000
    world.server.tender = ok({ state: 'held', tender: 'coupon', amountMinor: 200, codeHint: '7F3K' })
    scan(coupon)
    await wait(2_000)
    scan('hello')
    await wait(2_000)
    expect(refusal()).toBe('UnknownCode')
  })
})

describe('clocks and links', () => {
  it('a clock set back in the middle does not keep a shopper waiting for a QR', async () => {
    await wait(40_000)
    world.server.online = false
    touch({ kind: 'Pay', wallet: 'wechat' })
    world.wall.offsetMs -= 3_600_000
    running.stop()
    running = runLane(world, settings)
    await wait(paymentOrderWaitMs + 1_000)
    expect(screen()).toBe('checking')
  })

  it('a question that was given up on says nothing of a server that answered since', async () => {
    const turns: boolean[] = []
    let giveUp = (): void => {}
    const late = new Promise<void>((resolve) => {
      giveUp = resolve
    })
    const { server } = world
    server.catalogueHead = async () => {
      await late
      return err({ kind: 'Unreachable', reason: 'timed out' })
    }
    const link = observeLink(server, world.clock, () => turns.push(link.status().reachable))
    const asking = link.server.catalogueHead()
    await link.server.orphans()
    giveUp()
    await asking
    expect(turns).toEqual([true])
    server.online = false
    await link.server.orphans()
    expect(turns).toEqual([true, false])
  })
})

describe('a face terminal', () => {
  it('that is lost as it is touched is said to be lost', async () => {
    running.stop()
    const terminal = { wallets: () => ['wechat' as const], stop: () => {} }
    const face = {
      ...terminal,
      describe: async () => err('terminalLost' as const),
      look: async () => ok({ kind: 'face' as const, value: sha256('') }),
    }
    world = makeWorld({ faceWallets: ['wechat'] })
    running = runLane({ ...world, face }, settings)
    await wait()
    scan(water)
    touch({ kind: 'Pay' })
    face.wallets = () => []
    touch({ kind: 'PayByFace', wallet: 'wechat' })
    expect(view().screen).toMatchObject({ kind: 'tender', notSeen: 'terminalLost' })
  })
})
