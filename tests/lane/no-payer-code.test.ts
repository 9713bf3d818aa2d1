/**
 * What shoppers hold up instead of a payment code, or too early: it gets a sentence, charges nobody and leaves no trace,
 * and the basket stays as it is.
 */

import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeWorld } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const twoWallets = { wallets: ['wechat', 'alipay'] } as const
const code = '134567890123456789'
const item = '6901028075831'

let world: FakeWorld
let running: RunningLane

beforeEach(async () => {
  world = makeWorld(twoWallets)
  running = runLane(world, settings)
  await world.time.advance(100)
  scan(item)
})

const scan = (text: string, aim?: string) =>
  running.lane.scan({ text, source: 'serial', ...(aim && { aim }) })
const screen = () => running.lane.view().screen
const refusal = () => running.lane.view().notice?.refusal
const pay = () => running.lane.command({ kind: 'Pay' })
const facts = (kind: string) => world.journal.entries.filter((entry) => entry.fact.kind === kind)

/** Everything that could outlive a code's one use. */
const traces = () => JSON.stringify([world.journal.entries, running.lane.view(), running.lane.state()])

describe('what is shown instead of a payment code', () => {
  it.each([
    ['wxp://f2f0abcdef', undefined, 'PayeeCode'],
    ['https://qr.alipay.com/fkx01234', ']Q1', 'PayeeCode'],
    ['6212345678901234567', ']Q1', 'WalletNotTaken'],
    ['0112345678901234567', ']Q1', 'WalletNotTaken'],
    ['154567890123456789', ']C0', 'WalletNotTaken'],
    ['hQVDUFYwMWEaTwegAAAAVVVV', ']Q1', 'WalletNotTaken'],
    ['hello', undefined, 'NotAPaymentCode'],
  ])('%s gets its own sentence', (text, aim, sentence) => {
    pay()
    const before = world.journal.entries.length
    scan(text, aim)
    expect(refusal()).toBe(sentence)
    expect(screen().kind).toBe('tender')
    expect(world.journal.entries).toHaveLength(before)
  })

  it('a pallet’s number is never charged, whatever its digits', () => {
    pay()
    scan(`00${code}`, ']C1')
    scan(code, ']C1')
    scan(code, ']I1')
    expect(facts('PaymentRequested')).toHaveLength(0)
  })

  it('money goes out only by digits of a wallet that the store can charge', async () => {
    const text = fc.oneof(
      fc.stringMatching(/^\d{15,24}$/),
      fc.stringMatching(/^1[0-6]\d{16}$/),
      fc.stringMatching(/^(2[4-9]|3[01])\d{14,22}$/),
    )
    const aim = fc.constantFrom(undefined, ']C0', ']C1', ']Q1', ']E0')
    await fc.assert(
      fc.asyncProperty(text, aim, async (shown, given) => {
        const place = makeWorld(twoWallets)
        const { lane, stop } = runLane(place, settings)
        await place.time.advance(100)
        lane.scan({ text: item, source: 'serial' })
        lane.command({ kind: 'Pay' })
        lane.scan({ text: shown, source: 'serial', ...(given && { aim: given }) })
        const charged = lane.state().sale?.payment?.wallet
        stop()
        const isShown = given === undefined || given === ']C0' || given === ']Q1'
        const isAlipay = /^(2[5-9]|30)\d{14,22}$/.test(shown)
        const wallet = /^1[0-4]\d{16}$/.test(shown) ? 'wechat' : isAlipay ? 'alipay' : undefined
        expect(charged).toBe(isShown ? wallet : undefined)
      }),
      { numRuns: 150 },
    )
  })

  it('a code before Pay is pointed to its place and leaves no trace', () => {
    const before = world.journal.entries.length
    scan(code)
    expect(refusal()).toBe('PayFirst')
    expect(world.journal.entries).toHaveLength(before)
    expect(traces()).not.toContain(code)
  })
})
