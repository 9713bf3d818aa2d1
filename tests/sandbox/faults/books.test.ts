/**
 * Trouble with what the platform tells and keeps, armed by request and seen to happen: messages, refunds, limits,
 * keys, bills, and states that look like others.
 */

import { describe, expect, test } from 'vitest'
import { present } from '../../../domain/result.ts'
import { readNotification } from '../../../src-server/wechat/notification.ts'
import { armFault, ledgerOf, orderBody, payOrder, refundOrderBody } from '../support/bench.ts'
import { type CodeBench, chargeUser, codeNumber, openCodeBench } from '../support/code-bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

const fen = 12_840

const open = (): CodeBench => openCodeBench(keys)

const unknown = (kind: string) => ({ ok: false, error: { kind: 'OutcomeUnknown', reason: { kind } } })

/** What arrived at the store's page, as the store reads it. */
const read = (bench: CodeBench) =>
  bench.page.received.map((message) => readNotification(message, keys.merchant, bench.clock.nowMs()))

/** A paid QR order whose message has not left yet. */
async function paidOrder(): Promise<CodeBench> {
  const bench = open()
  await payOrder(bench, keys, number)
  return bench
}

describe('F17 messages', () => {
  test('lost', async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify' }, { kind: 'notify_drop' })
    bench.clock.advance(86_400_000)
    await bench.gateway.tick()
    expect(bench.page.received).toEqual([])
  })

  test('doubled', async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify' }, { kind: 'notify_duplicate', times: 2 })
    await bench.gateway.tick()
    expect(bench.page.received).toHaveLength(3)
  })

  test('late by an hour', async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify', nth: 1 }, { kind: 'notify_delay', ms: 3_600_000 })
    await bench.gateway.tick()
    expect(bench.page.received).toEqual([])
    bench.clock.advance(3_600_000)
    await bench.gateway.tick()
    expect(bench.page.received).toHaveLength(1)
  })

  test("the refund's before the payment's", async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify' }, { kind: 'notify_refund_first' })
    await bench.gateway.tick()
    await bench.client.refund('R1', refundOrderBody(number, 'R1'))
    for (let second = 0; second < 5; second += 1) {
      bench.clock.advance(1_000)
      await bench.gateway.tick()
    }
    expect(read(bench).map((each) => each.ok && each.value.kind)).toEqual([
      'RefundReported',
      'TransactionReported',
    ])
  })

  test('with another amount: authentic, and only the amount tells', async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify' }, { kind: 'notify_wrong_amount' })
    await bench.gateway.tick()
    expect(read(bench)).toMatchObject([{ value: { transaction: { amountFen: fen + 1 } } }])
  })

  test.each([
    ['notify_wrong_merchant', 'MerchantForeign'],
    ['notify_tampered', 'ResourceNotOpened'],
  ] as const)('%s is refused', async (kind, refusal) => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify' }, { kind })
    await bench.gateway.tick()
    expect(read(bench)).toMatchObject([{ error: { kind: refusal } }])
  })

  test('the same bytes again', async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'notify', nth: 1 }, { kind: 'notify_replay', ms: 60_000 })
    await bench.gateway.tick()
    bench.clock.advance(60_000)
    await bench.gateway.tick()
    const [first, again] = bench.page.received
    expect(again).toEqual(first)
  })

  test('the ladder a thousand times faster', async () => {
    const bench = await paidOrder()
    bench.page.answerWith(500)
    await armFault(bench, { api: 'notify' }, { kind: 'notify_fast_ladder', factor: 1_000 })
    for (let step = 0; step < 40; step += 1) {
      bench.clock.advance(22_000)
      await bench.gateway.tick()
    }
    expect(bench.page.received).toHaveLength(16)
  })
})

describe('F18 refunds', () => {
  const refund = (bench: CodeBench) => bench.client.refund('R1', refundOrderBody(number, 'R1'))
  const settled = async (bench: CodeBench, ms = 2_000) => {
    bench.clock.advance(ms)
    return bench.client.queryRefund('R1')
  }

  test('under way for an hour', async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'refund' }, { kind: 'refund_processing', ms: 3_600_000 })
    await refund(bench)
    expect(await settled(bench, 3_599_999)).toMatchObject({ value: { state: 'PROCESSING' } })
    expect(await settled(bench, 1)).toMatchObject({ value: { state: 'SUCCESS' } })
  })

  test.each([
    ['refund_abnormal', 'ABNORMAL'],
    ['refund_closed', 'CLOSED'],
  ] as const)('%s gives nothing back', async (kind, state) => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'refund' }, { kind })
    expect(await refund(bench)).toMatchObject({ value: { state: 'PROCESSING' } })
    expect(await settled(bench)).toMatchObject({ value: { state } })
    expect(ledgerOf(bench, number)).toMatchObject({ refundedFen: 0 })
  })

  test("the merchant's own balance is short, then not", async () => {
    const bench = await paidOrder()
    await armFault(bench, { api: 'refund', nth: 1 }, { kind: 'refund_not_enough' })
    expect(await refund(bench)).toMatchObject({ error: { kind: 'CallRefused', code: 'BalanceShort' } })
    expect(await refund(bench)).toMatchObject({ value: { state: 'PROCESSING' } })
  })
})

describe('F19 to F21', () => {
  test('F19 a burst of too many requests', async () => {
    const bench = open()
    await armFault(bench, { api: 'query', times: 2 }, { kind: 'rate_limited' })
    const answers = [await bench.client.queryOrder(number), await bench.client.queryOrder(number)]
    expect(answers).toMatchObject([unknown('StatusUnlisted'), unknown('StatusUnlisted')])
    expect(await bench.client.queryOrder(number)).toMatchObject({ error: { code: 'OrderNotFound' } })
  })

  test('F20 a share of the answers is signed by the other key, and all are understood', async () => {
    const bench = open()
    await armFault(bench, { api: 'native' }, { kind: 'other_key', percent: 50 })
    const serials = new Set<string>()
    const client = bench.clientVia((send) => async (request) => {
      const answer = await send(request)
      if (answer.ok) serials.add(present(answer.value.headers['wechatpay-serial'], 'an answer is signed'))
      return answer
    })
    for (let call = 0; call < 20; call += 1)
      expect((await client.createNative(orderBody(keys, number))).ok).toBe(true)
    expect([...serials].sort()).toEqual([...keys.merchant.platformKeys.keys()].sort())
  })

  /** A paid, refunded and reversed day, seen from the next noon. */
  async function dayAfter(): Promise<CodeBench> {
    const bench = await paidOrder()
    await chargeUser(bench, 'alice')
    await bench.client.refund('R1', refundOrderBody(number, 'R1', 100))
    bench.clock.advance(86_400_000 + 3_600_000)
    return bench
  }
  const bill = async (bench: CodeBench) => {
    const fetched = await bench.provider.bills?.fetchBill('2026-11-22', 'trade')
    return fetched?.ok ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(fetched.value) : fetched?.error
  }

  test('F21 late: not there yet', async () => {
    const bench = await dayAfter()
    await armFault(bench, { api: 'tradebill' }, { kind: 'bill_late' })
    expect(await bill(bench)).toEqual({ kind: 'NotFound' })
  })

  test.each([
    ['bill_missing_row', -1],
    ['bill_extra_row', 1],
  ] as const)('F21 %s', async (kind, rows) => {
    const bench = await dayAfter()
    const lines = String(await bill(bench)).split('\r\n').length
    await armFault(bench, { api: 'tradebill' }, { kind })
    expect(String(await bill(bench)).split('\r\n')).toHaveLength(lines + rows)
  })

  test('F21 a wrong amount', async () => {
    const bench = await dayAfter()
    expect(await bill(bench)).not.toContain('128.41')
    await armFault(bench, { api: 'tradebill' }, { kind: 'bill_wrong_amount' })
    expect(await bill(bench)).toContain('128.41')
  })

  test.each([
    ['bom', 'efbbbf'],
    ['plain', 'e4baa4'],
    ['gbk', 'bdbbd2'],
  ] as const)('F21 written as %s', async (as, start) => {
    const bench = await dayAfter()
    const action = { kind: 'bill_encoding', as } as const
    await armFault(bench, { api: 'tradebill' }, action)
    const fetched = await bench.provider.bills?.fetchBill('2026-11-22', 'trade')
    expect(fetched?.ok && Buffer.from(fetched.value).subarray(0, 3).toString('hex')).toBe(start)
  })

  test.each([
    ['tradebill', 'bill_bad_hash'],
    ['billFile', 'bill_expired_url'],
  ] as const)('F21 %s: %s', async (api, kind) => {
    const bench = await dayAfter()
    await armFault(bench, { api }, { kind })
    expect(await bill(bench)).toMatchObject({ kind: 'Unknown' })
  })
})

describe('F23', () => {
  test("another order's transaction number", async () => {
    const bench = await paidOrder()
    await chargeUser(bench, 'alice')
    await armFault(bench, { api: 'query' }, { kind: 'duplicate_transaction_id' })
    const answers = [await bench.client.queryOrder(number), await bench.client.queryOrder(codeNumber)]
    const numbers = answers.map(
      (answer) => answer.ok && answer.value.kind === 'Paid' && answer.value.transactionId,
    )
    expect(numbers[1]).not.toBe(false)
    expect(
      new Set([...numbers, ledgerTransaction(bench, number), ledgerTransaction(bench, codeNumber)]).size,
    ).toBe(2)
    expect(numbers[1]).toBe(ledgerTransaction(bench, number))
  })

  const ledgerTransaction = (bench: CodeBench, outTradeNo: string) =>
    bench.store.orderByNumber(outTradeNo)?.transactionId

  test('closed, because everything went back', async () => {
    const bench = await paidOrder()
    await bench.client.refund('R1', refundOrderBody(number, 'R1'))
    bench.clock.advance(2_000)
    await armFault(bench, { api: 'query', nth: 1 }, { kind: 'closed_after_refund' })
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { tradeState: 'CLOSED' } })
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { kind: 'Paid', isRefunded: true } })
  })
})
