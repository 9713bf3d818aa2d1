/**
 * The face terminal under a clock in the test's hand: a face becomes a token for whoever waits for it and for nobody
 * else, every other ending has its name, and no line, however spoilt, passes for a face.
 */

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaceSession } from '../../domain/contract/face.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import { describeWaitMs, lookWaitMs, pingPauseMs, silenceMs } from '../../hardware/face/bridged.ts'
import { createFaceLineReader, lineBytesMax } from '../../hardware/face/lines.ts'
import { questionsMax } from '../../hardware/face/questions.ts'
import { FaceBench, token } from './support/face-bench.ts'
import { settled } from './support/manual-timers.ts'

let bench: FaceBench

beforeEach(async () => {
  bench = new FaceBench()
  await bench.start()
  await wait(10)
})

afterEach(() => bench.terminal.close())

/** What was just done may still be on its way to the platform when the clock starts. */
async function wait(ms: number): Promise<void> {
  await settled()
  await bench.timers.advance(ms)
}
const sessions = {
  wechat: {
    authority: 'lent for an hour',
    terms: {
      appid: 'wx1',
      mch_id: '1',
      store_id: '1',
      face_code_type: '0',
      out_trade_no: 'P_1',
      total_fee: '5',
    },
  },
  alipay: { authority: 'lent for a look', terms: { zim_id: 'z1' } },
} as const satisfies Partial<Record<Wallet, FaceSession>>
const both = ['wechat', 'alipay'] as const

/** Begins a look and lets it arrive. */
async function look(wallet: (typeof both)[number] = 'wechat') {
  const outcome = begin(wallet)
  await wait(10)
  return outcome
}
const begin = (wallet: (typeof both)[number] = 'wechat') => bench.terminal.look(wallet, sessions[wallet])

describe('a terminal', () => {
  it('is connecting until it has said what it is, and ready then', () => {
    expect(bench.kinds).toEqual(['connecting', 'ready'])
    expect(bench.terminal.wallets()).toEqual(['wechat', 'alipay'])
  })

  it.each(both)('says what its %s SDK says of itself', async (wallet) => {
    const described = bench.terminal.describe(wallet)
    await wait(5)
    expect(await described).toEqual({
      ok: true,
      value: { deviceId: 'SIM-FACE-1', rawData: expect.stringMatching(/.{8,}/) },
    })
  })

  it.each(both)('gives a %s face as a token, with what it was lent and told', async (wallet) => {
    const looking = begin(wallet)
    await wait(10)
    expect(bench.far.isLooking()).toBe(true)
    bench.far.step('anna')
    await wait(10)
    const holder = wallet === 'wechat' ? { holder: 'o_anna' } : {}
    expect(await looking).toEqual({ ok: true, value: { kind: 'face', value: token, ...holder } })
    const { authority, terms } = sessions[wallet]
    expect(bench.asked).toEqual([
      { provider: wallet, user: 'anna', authority, terms: expect.objectContaining(terms) },
    ])
  })

  it.each([
    ['wechat', 'a stranger', () => bench.far.step('stranger-1'), 'notRecognised'],
    ['alipay', 'a stranger', () => bench.far.step('stranger-1'), 'notRecognised'],
    ['wechat', 'a shopper who cancels there', () => bench.far.cancel(), 'cancelled'],
    ['alipay', 'a shopper who cancels there', () => bench.far.cancel(), 'cancelled'],
    ['wechat', 'a shopper who would rather scan', () => bench.far.payOtherwise(), 'cancelled'],
    ['alipay', 'a shopper who would rather scan', () => bench.far.payOtherwise(), 'cancelled'],
    ['alipay', 'nobody', () => wait(60_000), 'timedOut'],
    ['wechat', 'a pulled cable', () => bench.unplug(), 'terminalLost'],
    ['alipay', 'a program that hangs', () => bench.far.freeze(true), 'terminalLost'],
    ['wechat', 'the lane that stops it', () => bench.terminal.stop(), 'cancelled'],
  ] as const)('at %s: %s is told by name', async (wallet, _what, happens, refusal) => {
    const looking = begin(wallet)
    await wait(10)
    await happens()
    await wait(silenceMs + 2 * pingPauseMs)
    expect(await looking).toEqual({ ok: false, error: refusal })
  })

  it('whose platform gives no token, or whose SDK fails, is unavailable, and works again when mended', async () => {
    bench.seen = undefined
    bench.far.step('anna')
    expect(await look()).toEqual({ ok: false, error: 'unavailable' })
    bench.far.breakSdks(true)
    expect(await look('alipay')).toEqual({ ok: false, error: 'unavailable' })
    const described = bench.terminal.describe('wechat')
    await wait(5)
    expect(await described).toEqual({ ok: false, error: 'unavailable' })
    bench.far.breakSdks(false)
    bench.seen = { token, holder: 'o' }
    bench.far.step('anna')
    expect(await look()).toMatchObject({ ok: true })
  })

  it('that is stopped gives its late token to nobody', async () => {
    const first = begin()
    await wait(10)
    bench.terminal.stop()
    expect(await first).toEqual({ ok: false, error: 'cancelled' })
    expect(bench.far.isLooking()).toBe(false)
    const second = begin('alipay')
    bench.far.step('anna')
    await wait(10)
    expect(await second).toMatchObject({ ok: true })
  })

  it('looks for one at a time: a new look ends the former', async () => {
    const first = begin()
    await wait(10)
    const second = begin('alipay')
    await wait(10)
    expect(await first).toEqual({ ok: false, error: 'cancelled' })
    bench.far.step('anna')
    await wait(10)
    expect(await second).toMatchObject({ ok: true })
    expect(bench.asked).toMatchObject([{ provider: 'alipay' }])
  })

  it('whose answer comes in the very moment of the next look gives it to nobody', async () => {
    const first = begin()
    await wait(10)
    const id = bench.sent.map((line) => JSON.parse(line)).findLast(({ call }) => call?.face_authtype)?.id
    const seen = { return_code: 'SUCCESS', face_code: token, openid: 'o_anna' }
    bench.hear(`${JSON.stringify({ id, answer: seen })}\n`)
    const second = begin('alipay')
    expect(await first).toEqual({ ok: false, error: 'cancelled' })
    await wait(10)
    bench.terminal.stop()
    expect(await second).toEqual({ ok: false, error: 'cancelled' })
  })

  it('that never answers keeps nobody waiting for ever, and is asked no more than so much', async () => {
    const described = bench.terminal.describe('wechat')
    bench.far.freeze(true)
    const looks = Array.from({ length: 3 * questionsMax }, () => begin())
    await wait(describeWaitMs + lookWaitMs)
    expect(await described).toMatchObject({ ok: false })
    for (const each of await Promise.all(looks)) expect(each.ok).toBe(false)
    expect(bench.terminal.wallets()).toEqual([])
    bench.far.freeze(false)
    await wait(2 * pingPauseMs)
    expect(bench.kinds.at(-1)).toBe('ready')
    expect(bench.terminal.wallets()).toEqual(['wechat', 'alipay'])
  })

  it('that is pulled and put back says anew what it is, and nothing from before counts', async () => {
    const looking = begin()
    await wait(10)
    bench.unplug()
    expect(await looking).toEqual({ ok: false, error: 'terminalLost' })
    expect(bench.terminal.wallets()).toEqual([])
    expect(await bench.terminal.look('wechat', sessions.wechat)).toEqual({ ok: false, error: 'terminalLost' })
    expect(await bench.terminal.describe('wechat')).toEqual({ ok: false, error: 'terminalLost' })
    bench.plug()
    await wait(1_000)
    expect(bench.kinds).toEqual(['connecting', 'ready', 'lost', 'connecting', 'ready'])
    bench.unplug()
    bench.far.freeze(true)
    bench.plug()
    await wait(1_000)
    bench.far.freeze(false)
    await wait(5 * pingPauseMs)
    expect(bench.kinds.at(-1), 'it answers, and has not said what it is').toBe('connecting')
    expect(bench.terminal.wallets()).toEqual([])
  })

  it('is not asked for a wallet that has no SDK in it', async () => {
    expect(await bench.terminal.look('pix', sessions.alipay)).toEqual({ ok: false, error: 'terminalLost' })
  })
})

describe('words', () => {
  it('that nobody listed say no more than that it did not work, until the store lists them', async () => {
    const say = (to: FaceBench, code: string) => {
      const id = to.sent
        .map((line) => JSON.parse(line))
        .findLast(({ call }) => call?.method === 'zolozVerify')?.id
      to.far.say(`${JSON.stringify({ id, answer: { code } })}\n`)
    }
    const first = begin('alipay')
    await wait(5)
    say(bench, '9999')
    await wait(5)
    expect(await first).toEqual({ ok: false, error: 'unavailable' })
    const listed = new FaceBench({ alipay: { '9999': 'timedOut', '1003': 'notRecognised' } })
    await listed.start()
    await listed.timers.advance(10)
    for (const [code, refusal] of [
      ['9999', 'timedOut'],
      ['1003', 'notRecognised'],
      ['constructor', 'unavailable'],
    ] as const) {
      const looking = listed.terminal.look('alipay', sessions.alipay)
      await listed.timers.advance(5)
      say(listed, code)
      await listed.timers.advance(5)
      expect(await looking).toEqual({ ok: false, error: refusal })
    }
    await listed.terminal.close()
  })
})

describe('lines', () => {
  it.each([
    ['no JSON', 'not json'],
    ['an answer to nothing', '{"id":999,"answer":{}}'],
    ['a number that is none', '{"id":-1,"answer":{}}'],
    ['a device without a name', '{"device":"","sdks":[]}'],
    ['a wallet nobody knows', '{"device":"X","sdks":["cash"]}'],
    [
      'a face that nobody asked for',
      `{"id":1,"answer":{"return_code":"SUCCESS","face_code":"${token}","openid":"o"}}`,
    ],
  ])('with %s are counted, change nothing and are repeated nowhere', async (_name, line) => {
    bench.far.say(`${line}\n`)
    await wait(10)
    const { refused } = bench.terminal.counts()
    expect(Object.values(refused).reduce((sum, each) => sum + each, 0)).toBe(1)
    expect(bench.kinds).toEqual(['connecting', 'ready'])
    expect(JSON.stringify([bench.states, bench.terminal.counts()])).not.toContain(token)
  })

  it.each([
    ['an empty token', { return_code: 'SUCCESS', face_code: '', openid: 'o' }],
    ['a token with a space', { return_code: 'SUCCESS', face_code: 'eight or more', openid: 'o' }],
    ['no openid', { return_code: 'SUCCESS', face_code: token }],
    ['a token and a failure', { return_code: 'SYSTEMERROR', face_code: token, openid: 'o' }],
    ['nothing', null],
    ['a list', [token]],
  ])('with %s are no face', async (_name, answer) => {
    const looking = begin()
    await wait(5)
    const id = bench.sent
      .map((line) => JSON.parse(line))
      .findLast(({ call }) => call?.cmd === 'getWxpayfaceCode')?.id
    bench.far.say(`${JSON.stringify({ id, answer })}\n`)
    await wait(5)
    expect(await looking).toEqual({ ok: false, error: 'unavailable' })
  })

  it('longer than a line may be are dropped to their end, and the next one is whole', () => {
    const reader = createFaceLineReader()
    expect(reader.push(Buffer.alloc(3 * lineBytesMax, 'x'))).toEqual([{ kind: 'refused', why: 'TooLong' }])
    expect(reader.push(Buffer.from('xxx\n{"id":1,"answer":2}\n'))).toEqual([
      { kind: 'answer', id: 1, answer: 2 },
    ])
  })

  it('mean the same however they are split and joined', () => {
    const line = fc.oneof(
      fc.record({ id: fc.nat(50), answer: fc.jsonValue() }).map((each) => JSON.stringify(each)),
      fc.string().map((text) => text.replaceAll('\n', ' ')),
    )
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 40 })), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(''))
        const whole = createFaceLineReader().push(bytes)
        const reader = createFaceLineReader()
        let at = 0
        const parts = [...cuts, bytes.length].flatMap((length) => {
          const part = bytes.subarray(at, at + length)
          at += length
          return reader.push(part)
        })
        expect(parts).toEqual(whole)
      }),
    )
  })
})
