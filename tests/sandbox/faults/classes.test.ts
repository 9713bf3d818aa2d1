/**
 * What the store's own provider makes of a shopper's troubles and of the races with WeChat Pay, and what the ledger says.
 * Each fault at each call is seen in the tables of the platforms; messages, refunds and bills have a file of their own,
 * and the host's own troubles are tried over real sockets.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FaultKind } from '../../../sandbox/faults/actions.ts'
import { isFitting } from '../../../sandbox/faults/actions.ts'
import { apis, traitsByApi } from '../../../sandbox/faults/apis.ts'
import { faultClasses } from '../../../sandbox/faults/classes.ts'
import { armFault, ledgerOf, orderBody, startMs, wallet } from '../support/bench.ts'
import { type CodeBench, chargeUser, codeNumber, openCodeBench } from '../support/code-bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

const fen = 12_840

const open = (): CodeBench => openCodeBench(keys)

const create = (bench: CodeBench) => bench.client.createNative(orderBody(keys, number))

test.each([
  ['F1', 'delay', startMs + 7_000],
  ['F3', 'delay_after_commit', startMs],
] as const)('%s %s: which of the two, only the books tell', async (_, kind, doneAtMs) => {
  const bench = open()
  await armFault(bench, { api: 'native' }, { kind, ms: 7_000 })
  expect(await create(bench)).toMatchObject({ ok: true })
  expect(bench.clock.nowMs()).toBe(startMs + 7_000)
  expect(ledgerOf(bench, number)?.events[0]?.atMs).toBe(doneAtMs)
})

describe('F8 to F11: the shopper', () => {
  test('F8 the shopper confirms late, by code and by QR', async () => {
    const bench = open()
    await armFault(bench, { api: 'v2_micropay' }, { kind: 'slow_shopper', ms: 20_000 })
    await armFault(bench, { api: 'native' }, { kind: 'slow_shopper', ms: 40_000 })
    expect(await chargeUser(bench, 'alice')).toMatchObject({ value: { kind: 'Unpaid', isClosed: false } })
    await create(bench)
    bench.clock.advance(19_999)
    expect(await bench.provider.query(codeNumber)).toMatchObject({ value: { kind: 'Unpaid' } })
    bench.clock.advance(1)
    expect(await bench.provider.query(codeNumber)).toMatchObject({ value: { kind: 'Paid' } })
    bench.clock.advance(20_000)
    expect(await bench.provider.query(number)).toMatchObject({ value: { kind: 'Paid', amountMinor: fen } })
  })

  test('F9 the shopper never confirms, and the platform does not revoke it either', async () => {
    const bench = open()
    await armFault(bench, { api: 'v2_micropay' }, { kind: 'user_paying_forever' })
    await chargeUser(bench, 'alice')
    bench.clock.advance(3_600_000)
    expect(await bench.provider.query(codeNumber)).toMatchObject({
      value: { kind: 'Unpaid', isClosed: false },
    })
    const confirmed = await wallet(bench, 'confirm', { payer: 'alice', out_trade_no: codeNumber })
    expect(confirmed.status).toBe(404)
  })

  test.each([
    ['balance', { kind: 'Refused', code: 'BalanceShort' }],
    ['code', { kind: 'Refused', code: 'CodeInvalid' }],
    ['risk', { kind: 'Unknown' }],
  ])("F10 the payer's side refuses: %s", async (reason, error) => {
    const bench = open()
    const action = { kind: 'payer_refused', reason } as const
    await armFault(bench, { api: 'v2_micropay' }, action)
    expect(await chargeUser(bench, 'alice')).toMatchObject({ error })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ capturedFen: 0, state: 'PAYERROR' })
  })

  test('F11 the password is asked for, then cancelled', async () => {
    const bench = open()
    await armFault(bench, { api: 'v2_micropay' }, { kind: 'password_cancelled', ms: 9_000 })
    await chargeUser(bench, 'alice')
    bench.clock.advance(9_000)
    expect(await bench.provider.query(codeNumber)).toMatchObject({ value: { hasFailed: true } })
  })
})

describe('F13 to F16: the races', () => {
  test.each([
    ['unpaid', { value: { kind: 'Unpaid' } }],
    ['absent', { error: { kind: 'NotFound' } }],
  ] as const)('F13 for ten seconds the query says %s', async (as, lie) => {
    const bench = open()
    const action = { kind: 'query_lies', as, ms: 10_000 } as const
    await armFault(bench, { api: 'query' }, action)
    await chargeUser(bench, 'alice')
    expect(await bench.provider.query(codeNumber)).toMatchObject(lie)
    bench.clock.advance(10_000)
    expect(await bench.provider.query(codeNumber)).toMatchObject({ value: { kind: 'Paid' } })
  })

  test.each(['reverse_again', 'reverse_paying'] as const)('F14 %s, twice', async (kind) => {
    const bench = open()
    await chargeUser(bench, 'alice')
    bench.clock.advance(15_000)
    await armFault(bench, { api: 'v2_reverse', times: 2 }, { kind })
    const answers = []
    for (let call = 0; call < 3; call += 1) answers.push(await bench.codes.reverse(codeNumber))
    expect(answers).toMatchObject([{ value: 'askAgain' }, { value: 'askAgain' }, { value: 'done' }])
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ refundedFen: fen })
  })

  test('F15 the charge arrives after its own reversal, and is charged', async () => {
    const bench = open()
    await armFault(bench, { api: 'v2_micropay' }, { kind: 'hold_until_reversed' })
    const charge = chargeUser(bench, 'alice')
    await expect
      .poll(async () => (await bench.gateway.app.inject('/ctl/faults')).json().faults[0].seen)
      .toBe(1)
    expect(await bench.provider.query(codeNumber)).toMatchObject({ error: { kind: 'NotFound' } })
    expect(await bench.codes.reverse(codeNumber)).toMatchObject({ error: { kind: 'NotFound' } })
    expect(await charge).toMatchObject({ value: { kind: 'Paid' } })
    expect(ledgerOf(bench, codeNumber)).toMatchObject({ capturedFen: fen })
  })

  test('F16 the shopper pays just before the close', async () => {
    const bench = open()
    await create(bench)
    await armFault(bench, { api: 'close' }, { kind: 'pay_before_close' })
    expect(await bench.provider.close(number)).toMatchObject({ error: { kind: 'Settled' } })
    expect(ledgerOf(bench, number)).toMatchObject({ capturedFen: fen, state: 'SUCCESS' })
  })
})

describe('faults as data', () => {
  test('there are twenty-four classes', () => expect(Object.keys(faultClasses)).toHaveLength(24))

  test('every fault fits some call, and one that fits none is refused', async () => {
    const bench = open()
    const kinds = Object.values(faultClasses).flatMap(({ kinds }): readonly FaultKind[] => kinds)
    for (const kind of kinds)
      expect(
        apis.some((api) => isFitting(kind, traitsByApi[api])),
        kind,
      ).toBe(true)
    const arming = { match: { api: 'native' }, do: { kind: 'reverse_again' } }
    const answer = await bench.gateway.app.inject({ method: 'POST', url: '/ctl/faults', payload: arming })
    expect(answer.statusCode).toBe(400)
  })

  test('no garbage arms a fault', async () => {
    const bench = open()
    await fc.assert(
      fc.asyncProperty(fc.json(), async (payload) => {
        const headers = { 'content-type': 'application/json' }
        const answer = await bench.gateway.app.inject({
          method: 'POST',
          url: '/ctl/faults',
          headers,
          payload,
        })
        return answer.statusCode === 400
      }),
      { numRuns: 50 },
    )
  })

  test('the classes can be read by whoever wants to try them', async () => {
    const classes = (await open().gateway.app.inject('/ctl/faults/classes')).json()
    expect(classes.F15).toEqual({ title: expect.any(String), kinds: ['hold_until_reversed'] })
  })
})
