/** Payment codes against the platform, over v2 and over v3: the same adapter, the same rules, the same books. */

import { describe, expect, test } from 'vitest'
import { armFault, type Bench, ledgerOf, wallet } from '../support/bench.ts'
import {
  type CodeBench,
  type CodeBenchOptions,
  chargeUser,
  codeNumber,
  codeOrder,
  mint,
  openCodeBench,
} from '../support/code-bench.ts'
import { fileKeys } from '../support/file-keys.ts'

const keys = fileKeys()

const paid = {
  ok: true,
  value: { kind: 'Paid', outTradeNo: codeNumber, amountMinor: 12_840, currency: 'CNY' },
}
const asked = { ok: true, value: { kind: 'Unpaid', isClosed: false } }
const closed = { ok: true, value: { kind: 'Unpaid', isClosed: true } }
const unknown = { ok: false, error: { kind: 'Unknown' } }
const refused = (code: string, ending: string) => ({ ok: false, error: { kind: 'Refused', code, ending } })

const chargeCode = (bench: CodeBench, value: string, fields = {}) =>
  bench.codes.charge(bench.codes.codeBody(codeOrder(fields)), { kind: 'code', value })

describe.each(['v2', 'v3'] as const)('over %s', (over) => {
  const open = (options: CodeBenchOptions = {}) => openCodeBench(keys, { ...options, settings: { over } })
  const api = (name: 'pay' | 'reverse') =>
    over === 'v2'
      ? { pay: 'v2_micropay', reverse: 'v2_reverse' }[name]
      : { pay: 'codepay', reverse: 'reverse' }[name]

  test('a small amount is paid at once, is found by the query, and is told by no message', async () => {
    const bench = open()
    expect(await chargeUser(bench, 'alice')).toMatchObject(paid)
    expect(await bench.provider.query(codeNumber)).toMatchObject(paid)
    await bench.gateway.tick()
    expect(bench.page.received).toEqual([])
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ capturedFen: 12_840, state: 'SUCCESS' })
  })

  test('a code that was used, has expired or is none takes nothing and asks for a fresh one', async () => {
    const bench = open()
    const code = await mint(bench)
    await chargeCode(bench, code)
    expect(await chargeCode(bench, code, { outTradeNo: 'SW0001261122C2' })).toMatchObject(
      refused('CodeInvalid', 'codeRefused'),
    )
    const old = await mint(bench)
    bench.clock.advance(60_000)
    expect(await chargeCode(bench, old, { outTradeNo: 'SW0001261122C3' })).toMatchObject(
      refused('CodeExpired', 'codeRefused'),
    )
    expect(await chargeCode(bench, '134567890123456789', { outTradeNo: 'SW0001261122C4' })).toMatchObject(
      refused('CodeInvalid', 'codeRefused'),
    )
    expect(bench.store.ledger()).toHaveLength(1)
  })

  test('a password is asked for, and given', async () => {
    const bench = open()
    expect(await chargeUser(bench, 'passwordAmy')).toMatchObject(asked)
    expect(await bench.provider.query(codeNumber)).toMatchObject(asked)
    const nearby = await bench.gateway.app.inject({ url: '/wallet/nearby?payer=passwordAmy' })
    expect(nearby.json().asked).toMatchObject([{ out_trade_no: codeNumber, amount: 12_840 }])
    const order = { payer: 'passwordAmy', out_trade_no: codeNumber }
    expect(await wallet(bench, 'confirm', { ...order, password: '123456' })).toMatchObject({ status: 200 })
    expect(await bench.provider.query(codeNumber)).toMatchObject(paid)
  })

  test('a password is asked for, and the shopper says no: failed, yet to be ended', async () => {
    const bench = open()
    await chargeUser(bench, 'passwordAmy')
    await wallet(bench, 'reject', { payer: 'passwordAmy', out_trade_no: codeNumber })
    expect(await bench.provider.query(codeNumber)).toMatchObject({
      value: { hasFailed: true, isClosed: false },
    })
    bench.clock.advance(15_000)
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ value: 'done' })
    expect(await bench.provider.query(codeNumber)).toMatchObject(closed)
  })

  test('nobody confirms: the platform revokes it by itself after 45 seconds', async () => {
    const bench = open()
    await chargeUser(bench, 'passwordAmy')
    bench.clock.advance(44_999)
    expect(await bench.provider.query(codeNumber)).toMatchObject(asked)
    bench.clock.advance(1)
    expect(await bench.provider.query(codeNumber)).toMatchObject(closed)
    const late = await wallet(bench, 'confirm', {
      payer: 'passwordAmy',
      out_trade_no: codeNumber,
      password: '123456',
    })
    expect(late.status).toBe(410)
  })

  test('an empty purse and a stopped account: one is sure, the other is to be asked about', async () => {
    const bench = open()
    expect(await chargeUser(bench, 'shortSam')).toMatchObject(refused('BalanceShort', 'noFunds'))
    const risky = { outTradeNo: 'SW0001261122C2' }
    expect(await chargeUser(bench, 'riskyRob', risky)).toMatchObject(unknown)
    expect(await bench.provider.query(risky.outTradeNo)).toMatchObject({ value: { hasFailed: true } })
  })

  test('a reversal in the first fifteen seconds does nothing and is to be repeated', async () => {
    const bench = open()
    await chargeUser(bench, 'alice')
    bench.clock.advance(14_999)
    const early = await bench.codes.reverse(codeNumber)
    expect(early.ok ? early.value : early.error.kind).toBe(over === 'v2' ? 'askAgain' : 'Unknown')
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 0 })
    bench.clock.advance(1)
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ value: 'done' })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 12_840, state: 'REVOKED' })
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ value: 'done' })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 12_840 })
    expect(await bench.provider.query(codeNumber)).toMatchObject(closed)
  })

  test('after a week nothing is reversed any more', async () => {
    const bench = open()
    await chargeUser(bench, 'alice')
    bench.clock.advance(7 * 86_400_000 + 1)
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({
      error: { kind: 'Refused', code: 'ReversalTooLate' },
    })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 0 })
  })

  test('a number nobody knows is not there, and its reversal leaves no trace', async () => {
    const bench = open()
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ error: { kind: 'NotFound' } })
    expect(await chargeUser(bench, 'alice')).toMatchObject(paid)
  })

  test('the number again: with another code, another amount, or after it was paid', async () => {
    const bench = open()
    const code = await mint(bench)
    await chargeCode(bench, code)
    expect(await chargeUser(bench, 'alice')).toMatchObject(refused('CodeInvalid', 'codeRefused'))
    expect(await chargeUser(bench, 'alice', { amountMinor: 1 })).toMatchObject(unknown)
    expect(await chargeCode(bench, code)).toMatchObject({ error: { kind: 'Settled' } })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ capturedFen: 12_840 })
  })

  test('the thirty-fourth charge in a second is one too many', async () => {
    const bench = open()
    const numbers = Array.from({ length: 34 }, (_, index) => `SW0001261122D${index}`)
    const outcomes = []
    for (const outTradeNo of numbers)
      outcomes.push(await chargeUser(bench, `user${outTradeNo}`, { outTradeNo }))
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(33)
    expect(outcomes.at(-1)).toMatchObject(unknown)
    expect(bench.store.ledger()).toHaveLength(33)
  })

  test('it cannot be closed like a QR order, and a QR order cannot be reversed', async () => {
    const bench = open()
    await chargeUser(bench, 'passwordAmy')
    expect(await bench.provider.close(codeNumber)).toMatchObject(unknown)
    expect(await bench.provider.query(codeNumber)).toMatchObject(asked)
    const order = codeOrder({ outTradeNo: 'SW0001261122A1', payableUntilMs: bench.clock.nowMs() + 60_000 })
    await bench.provider.create(bench.provider.orderBody(order))
    bench.clock.advance(15_000)
    expect(await bench.codes.reverse('SW0001261122A1')).toMatchObject(unknown)
    expect(ledgerOf(bench, 'SW0001261122A1')).toMatchObject({ state: 'NOTPAY' })
  })

  test.each([
    ['lost before it was done', { kind: 'drop_before_commit' }, 0],
    ['lost after it was done', { kind: 'drop_after_commit' }, 12_840],
    ['an error page', { kind: 'error_after_commit' }, 12_840],
    ['broken off', { kind: 'truncate_answer' }, 12_840],
    ['badly signed', { kind: 'bad_signature' }, 12_840],
    ['unsigned', { kind: 'no_signature' }, 12_840],
    ['a system error that was none', { kind: 'system_error', commit: true }, 12_840],
    ['a system error', { kind: 'system_error', commit: false }, 0],
    ['too many requests', { kind: 'rate_limited' }, 0],
  ])('%s: the charge is unknown, never failed', async (_, action, capturedFen) => {
    const bench = open()
    await armFault(bench, { api: api('pay') }, action)
    expect(await chargeUser(bench, 'alice')).toMatchObject(unknown)
    expect(ledgerOf(bench, codeNumber)?.capturedFen ?? 0).toBe(capturedFen)
  })

  test('a reversal whose answer is lost is repeated without harm', async () => {
    const bench = open()
    await chargeUser(bench, 'alice')
    bench.clock.advance(15_000)
    await armFault(bench, { api: api('reverse'), nth: 1 }, { kind: 'drop_after_commit' })
    expect(await bench.codes.reverse(codeNumber)).toMatchObject(unknown)
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ value: 'done' })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 12_840 })
  })

  test('the kept body holds no code', async () => {
    const bench = open()
    const code = await mint(bench)
    expect(bench.codes.codeBody(codeOrder())).not.toContain(code)
    expect(bench.codes.codeBody(codeOrder())).toBe(bench.codes.codeBody(codeOrder()))
  })
})

describe('money given back under a number that is not ours', () => {
  const giveBack = (bench: CodeBench, outRefundNo: string, amountMinor: number) =>
    bench.provider.refund(
      outRefundNo,
      bench.provider.refundBody({
        outRefundNo,
        outTradeNo: codeNumber,
        amountMinor,
        totalMinor: 12_840,
        reason: 'at the portal',
      }),
    )
  const backOf = async (bench: CodeBench) => {
    const answer = await bench.provider.query(codeNumber)
    return answer.ok && answer.value.kind === 'Paid' ? answer.value.givenBack : answer
  }

  test('is told in part or whole by the refunds of the order, whoever made them', async () => {
    const bench = openCodeBench(keys)
    await chargeUser(bench, 'alice')
    expect(await backOf(bench)).toBe('nothing')
    await giveBack(bench, 'PORTAL_1', 840)
    expect(await backOf(bench)).toBe('part')
    bench.clock.advance(60_000)
    await giveBack(bench, 'PORTAL_2', 12_000)
    expect(await backOf(bench)).toBe('all')
  })

  test('is never taken for nothing where the answer is lost, or nobody can say how much it is', async () => {
    const bench = openCodeBench(keys)
    await chargeUser(bench, 'alice')
    await giveBack(bench, 'PORTAL_1', 840)
    await armFault(bench, { api: 'v2_refundquery', nth: 1 }, { kind: 'drop_after_commit' })
    expect(await backOf(bench)).toMatchObject(unknown)
    const { withoutRefunds } = bench
    expect(await withoutRefunds.query(codeNumber)).toMatchObject({ value: { givenBack: 'unclear' } })
  })
})

describe('the guarded door', () => {
  const reversalAt = async (bench: Bench & CodeBench) => {
    await chargeUser(bench, 'alice')
    bench.clock.advance(15_000)
    return bench.codes.reverse(codeNumber)
  }

  test.each([
    ['no certificate', null],
    ["the authority's instead of the merchant's", 'authority'],
  ])('%s: nothing is done', async (_, shown) => {
    const authority = keys.gateway.door.authority
    const bench = openCodeBench(keys, { certificate: shown === null ? null : authority })
    expect(await reversalAt(bench)).toMatchObject(unknown)
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 0, state: 'SUCCESS' })
  })
})

describe('a recognised face', () => {
  const face = async (bench: CodeBench, user: string) => {
    const value = await mint(bench, user, 'face')
    return bench.codes.charge(bench.codes.codeBody(codeOrder()), { kind: 'face', value, holder: 'openid1' })
  }

  test.each(['facepay', 'asCode'] as const)('pays once, is queried and reversed (%s)', async (door) => {
    const bench = openCodeBench(keys, { settings: { face: door } })
    expect(await face(bench, 'alice')).toMatchObject(paid)
    expect(await bench.provider.query(codeNumber)).toMatchObject(paid)
    bench.clock.advance(15_000)
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ value: 'done' })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: 12_840 })
  })

  test.each([
    ['facepay', { face_code_type: '0', out_trade_no: codeNumber, total_fee: '12840' }],
    ['asCode', { face_code_type: '1' }],
  ] as const)(
    'a terminal is opened for what it needs to be told (%s), and not by a garbled answer',
    async (door, told) => {
      const bench = openCodeBench(keys, { settings: { face: door } })
      const open = () =>
        bench.provider.faces?.openTerminal(
          { storeName: 'Corner Shop', deviceId: 'lane3', rawData: 'raw' },
          { outTradeNo: codeNumber, amountMinor: 12_840 },
        )
      const { appid, mchid } = keys.merchant
      expect(await open()).toEqual({
        ok: true,
        value: {
          authority: expect.stringMatching(/^[0-9A-Za-z]{64}$/),
          terms: { appid, mch_id: mchid, store_id: '1', ...told },
        },
      })
      await armFault(bench, { api: 'v2_authinfo' }, { kind: 'bad_signature' })
      expect(await open()).toMatchObject(unknown)
    },
  )
})
