/**
 * The platform's v2 doors by themselves: who is not heard, what is refused by which name, and that nothing is written.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { present } from '../../../domain/result.ts'
import { authorization } from '../../../src-server/wechat/signature.ts'
import { signFields } from '../../../src-server/wechat/v2/signature.ts'
import { readXml, writeXml } from '../../../src-server/wechat/v2/xml.ts'
import { type Bench, openBench, refundOrderBody, startMs } from '../support/bench.ts'
import { chargeUser, mint, openCodeBench } from '../support/code-bench.ts'
import { fileKeys } from '../support/file-keys.ts'
import { v2, v3 } from './support/calls.ts'

const keys = fileKeys()

const post = async (bench: Bench, url: string, payload: string) => {
  const headers = { 'content-type': 'text/xml' }
  const answer = await bench.gateway.app.inject({ method: 'POST', url, headers, payload })
  const read = readXml(answer.body)
  return read.ok ? read.value : { status: String(answer.statusCode) }
}

const charge = async (bench: Bench, changes: Readonly<Record<string, string | undefined>> = {}) => {
  const usual = {
    appid: keys.merchant.appid,
    mch_id: keys.merchant.mchid,
    nonce_str: 'n1',
    sign_type: 'HMAC-SHA256',
    body: 'Basket at lane 3',
    out_trade_no: 'SW0001261122C1',
    total_fee: '12840',
    spbill_create_ip: '127.0.0.1',
    auth_code: await mint(bench),
  }
  const merged = Object.entries({ ...usual, ...changes })
  return Object.fromEntries(merged.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

const signed = (fields: Readonly<Record<string, string>>): string => {
  const [key] = present(keys.merchant.v2, 'the demo has v2 keys').keys
  return writeXml({ ...fields, sign: signFields(fields, key) })
}

describe('a charge over v2', () => {
  test.each([
    ['no code', { auth_code: undefined }, 'LACK_PARAMS'],
    ['no amount', { total_fee: undefined }, 'LACK_PARAMS'],
    ['a fraction of a fen', { total_fee: '1.5' }, 'PARAM_ERROR'],
    ['nothing to pay', { total_fee: '0' }, 'PARAM_ERROR'],
    ['another currency', { fee_type: 'USD' }, 'PARAM_ERROR'],
    ['a number that is too short', { out_trade_no: 'SW1' }, 'PARAM_ERROR'],
    ['an address that is none', { spbill_create_ip: '999.1.1.1' }, 'PARAM_ERROR'],
    ['a field nobody defined', { colour: 'red' }, 'PARAM_ERROR'],
    ['another merchant', { mch_id: '1900000002' }, 'APPID_MCHID_NOT_MATCH'],
  ])('with %s is refused by name', async (_, changes, code) => {
    const bench = openBench(keys)
    const answer = await post(bench, '/pay/micropay', signed(await charge(bench, changes)))
    expect(answer).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: code })
    expect(bench.store.ledger()).toEqual([])
  })

  test.each([
    ['signed by nobody', async (bench: Bench) => writeXml(await charge(bench)), 'SIGNERROR'],
    ['no XML', async () => 'hello', 'XML_FORMAT_ERROR'],
    ['with a document type', async () => '<!DOCTYPE x><xml><a>1</a></xml>', 'XML_FORMAT_ERROR'],
    ['in another encoding', async () => '<xml><a>\ufffd</a></xml>', 'NOT_UTF8'],
  ])('%s is answered without a signature', async (_, write, code) => {
    const bench = openBench(keys)
    const answer = await post(bench, '/pay/micropay', await write(bench))
    expect(answer).toMatchObject({ return_code: 'FAIL', err_code: code })
    expect('sign' in answer).toBe(false)
    expect(bench.store.ledger()).toEqual([])
  })

  test('is not fetched', async () => {
    const answer = await openBench(keys).gateway.app.inject('/pay/micropay')
    expect(answer.body).toContain('REQUIRE_POST_METHOD')
  })

  test('no garbage is heard or breaks the platform', async () => {
    const bench = openBench(keys)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), async (body) => {
        return (await post(bench, '/pay/micropay', body))['return_code'] === 'FAIL'
      }),
      { numRuns: 60 },
    )
    expect(bench.store.ledger()).toEqual([])
  })
})

describe('a refund and its query', () => {
  const bare = { appid: '', mch_id: '', nonce_str: 'n1', sign_type: 'HMAC-SHA256' }
  const ours = () => ({ ...bare, appid: keys.merchant.appid, mch_id: keys.merchant.mchid })
  const ask = (bench: Bench, fields: Readonly<Record<string, string>>) =>
    post(bench, '/pay/refundquery', signed({ ...ours(), ...fields }))

  test('that name no order are told which word is missing', async () => {
    const bench = openCodeBench(keys)
    const refund = { out_refund_no: 'R1', refund_fee: '1', total_fee: '12840' }
    const over2 = await v2(bench, keys, '/secapi/pay/refund', refund)
    expect(over2).toMatchObject({ body: { err_code: 'LACK_PARAMS' } })
    expect(await ask(bench, {})).toMatchObject({ err_code: 'LACK_PARAMS' })
    const amount = { refund: 1, total: 12_840, currency: 'CNY' }
    const over3 = {
      method: 'POST',
      target: '/v3/refund/domestic/refunds',
      body: { out_refund_no: 'R1', amount },
    }
    expect(await v3(bench, keys, { ...over3, method: 'POST' })).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', detail: { field: '/out_trade_no' } },
    })
  })

  test('find each other by any of four numbers', async () => {
    const bench = openCodeBench(keys)
    await chargeUser(bench, 'alice')
    const out_trade_no = 'SW0001261122C1'
    await bench.client.refund('R1', refundOrderBody(out_trade_no, 'R1', 100))
    const transaction_id = bench.store.orderByNumber(out_trade_no)?.transactionId ?? ''
    const refund_id = present(bench.store.refundByNumber('R1'), 'it is there').refundId
    for (const number of [{ out_trade_no }, { transaction_id }, { out_refund_no: 'R1' }, { refund_id }])
      expect(await ask(bench, number)).toMatchObject({ refund_count: '1', out_refund_no_0: 'R1' })
    expect(await ask(bench, { refund_id: 'another' })).toMatchObject({ err_code: 'REFUNDNOTEXIST' })
  })
})

describe('a nonce', () => {
  const query = (bench: Bench, nonce: string) => {
    const url = `/v3/pay/transactions/out-trade-no/SW0001261122A1?mchid=${keys.merchant.mchid}`
    const request = { method: 'GET', target: url, timestampSeconds: startMs / 1_000, nonce, body: '' }
    return bench.gateway.app.inject({
      url,
      headers: { authorization: authorization(keys.merchant, request) },
    })
  }

  test.each([
    [true, 401],
    [false, 404],
  ])('that comes twice is refused where the sandbox is told to (%s)', async (refusesReplays, status) => {
    const bench = openBench(keys, { refusesReplays })
    expect((await query(bench, 'n1')).statusCode).toBe(404)
    expect((await query(bench, 'n1')).statusCode).toBe(status)
    expect((await query(bench, 'n2')).statusCode).toBe(404)
  })
})

describe('refunds of a payment by code', () => {
  const refund = async (
    number: string,
    outTradeNo: string,
    bench: ReturnType<typeof openCodeBench>,
    minor = 1,
  ) => {
    const order = { outRefundNo: number, outTradeNo, amountMinor: minor, totalMinor: 12_840, reason: 'test' }
    return bench.provider.refund(number, bench.provider.refundBody(order))
  }

  test('fifty and no more, a minute apart, within a year, never above the whole', async () => {
    const bench = openCodeBench(keys)
    await chargeUser(bench, 'alice')
    const number = 'SW0001261122C1'
    expect(await refund('R0', number, bench, 12_840 - 49)).toMatchObject({ ok: true })
    expect(await refund('R1', number, bench)).toMatchObject({ error: { kind: 'Unknown' } })
    for (let count = 1; count < 50; count += 1) {
      bench.clock.advance(60_000)
      expect((await refund(`S${count}`, number, bench)).ok, String(count)).toBe(true)
    }
    bench.clock.advance(60_000)
    expect(await refund('S50', number, bench)).toMatchObject({ error: { kind: 'Unknown' } })
    const entry = bench.store.ledger()[0]
    expect(entry?.refundedFen).toBe(12_840)
  })

  test('not after a year', async () => {
    const bench = openCodeBench(keys)
    await chargeUser(bench, 'alice')
    bench.clock.advance(365 * 86_400_000 + 1)
    expect(await refund('R0', 'SW0001261122C1', bench)).toMatchObject({ error: { kind: 'Unknown' } })
    expect(bench.store.ledger()[0]?.refundedFen).toBe(0)
  })
})
