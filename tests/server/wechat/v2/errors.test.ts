/**
 * The provider's table of errors for a charge by payment code, code by code: what is surely a failure, what only looks
 * like one, and that everything else, above all what is not signed, leaves it unknown.
 */

import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../../domain/result.ts'
import { chargeFailureOf } from '../../../../src-server/payments/providers/wechat-words.ts'
import type { HttpSend } from '../../../../src-server/wechat/ports.ts'
import { createV2Client } from '../../../../src-server/wechat/v2/client.ts'
import { signFields } from '../../../../src-server/wechat/v2/signature.ts'
import { writeXml } from '../../../../src-server/wechat/v2/xml.ts'

const key = createSecretKey(Buffer.from('A'.repeat(32)))
const parties = { appid: 'wx1', mch_id: '19', nonce_str: 'n' }
const outTradeNo = 'SW0001261122C1'

const clientOf = (send: HttpSend) =>
  createV2Client({
    appid: 'wx1',
    mchid: '19',
    v2Keys: [key],
    nonce: () => 'nonce000000000001',
    send,
    securedSend: send,
    baseUrl: 'http://a',
    securedBaseUrl: 'http://a',
  })

const answering = (fields: Readonly<Record<string, string>>, sign?: string): HttpSend => {
  const complete = { ...parties, ...fields }
  const body = writeXml({ ...complete, sign: sign ?? signFields(complete, key) })
  return async () => ok({ status: 200, headers: {}, body })
}

const failed = (code: string) => ({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: code })
const charge = async (send: HttpSend) => {
  const charged = await clientOf(send).charge('code', {
    out_trade_no: outTradeNo,
    auth_code: '134567890123456789',
  })
  return charged.ok ? charged : chargeFailureOf(charged.error)
}

const definite = [
  'AUTHCODEEXPIRE',
  'AUTH_CODE_ERROR',
  'AUTH_CODE_INVALID',
  'NOTENOUGH',
  'NOTSUPORTCARD',
  'NOAUTH',
  'PARAM_ERROR',
  'SIGNERROR',
  'LACK_PARAMS',
  'XML_FORMAT_ERROR',
  'REQUIRE_POST_METHOD',
  'NOT_UTF8',
  'APPID_NOT_EXIST',
  'MCHID_NOT_EXIST',
  'APPID_MCHID_NOT_MATCH',
  'BUYER_MISMATCH',
  'ORDERCLOSED',
  'ORDERREVERSED',
]
const adopted = ['ORDERPAID', 'OUT_TRADE_NO_USED']
const unclear = [
  'SYSTEMERROR',
  'BANKERROR',
  'INVALID_REQUEST',
  'TRADE_ERROR',
  'FREQUENCY_LIMITED',
  'SOMETHING_NEW',
  '',
]

describe('a signed failure', () => {
  test.each(definite)('%s is one', async (code) => {
    expect(await charge(answering(failed(code)))).toMatchObject({ kind: 'Refused' })
  })

  test.each(adopted)('%s means that an earlier send arrived: ask', async (code) => {
    expect(await charge(answering(failed(code)))).toEqual({ kind: 'Settled' })
  })

  test.each(unclear)('%j says nothing: ask', async (code) => {
    expect(await charge(answering(failed(code)))).toMatchObject({ kind: 'Unknown' })
  })

  test('USERPAYING is no failure', async () => {
    expect(await charge(answering(failed('USERPAYING')))).toMatchObject({
      value: { kind: 'Unpaid', tradeState: 'USERPAYING', outTradeNo },
    })
  })

  test('no code outside the table is ever final', async () => {
    const listed = new Set([...definite, ...adopted, 'USERPAYING'])
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Z_]{1,30}$/).filter((code) => !listed.has(code)),
        async (code) => {
          expect(await charge(answering(failed(code)))).toMatchObject({ kind: 'Unknown' })
        },
      ),
    )
  })
})

describe('what is not authentic is unknown, whatever it says', () => {
  const paid = {
    return_code: 'SUCCESS',
    result_code: 'SUCCESS',
    out_trade_no: outTradeNo,
    transaction_id: '42000',
    total_fee: '12840',
    time_end: '20261122110000',
  }
  const unknown = { kind: 'Unknown' }

  test.each([
    ['a failure under a wrong signature', answering(failed('NOTENOUGH'), 'F'.repeat(64))],
    ['a failure without signature', answering({ return_code: 'FAIL', err_code: 'NOTENOUGH' }, '')],
    ['a success under a wrong signature', answering(paid, 'F'.repeat(64))],
    ["another merchant's answer", answering({ ...paid, mch_id: '20' })],
    ["another order's answer", answering({ ...paid, out_trade_no: 'SW0001261122C2' })],
    ['a success without an amount', answering({ ...paid, total_fee: '' })],
    ['an error page', async () => ok({ status: 502, headers: {}, body: '<html/>' })],
    ['half an answer', async () => ok({ status: 200, headers: {}, body: '<xml><return_code>SU' })],
    ['no answer', async () => err({ kind: 'TransportFailed', reason: 'ECONNRESET' } as const)],
  ] as readonly (readonly [string, HttpSend])[])('%s', async (_, send) => {
    expect(await charge(send)).toMatchObject(unknown)
  })

  test('and the same, whole and signed, is a payment', async () => {
    expect(await charge(answering(paid))).toMatchObject({ value: { kind: 'Paid', amountFen: 12_840 } })
  })

  test('a reversal is done only when it says so', async () => {
    const reverse = (fields: Readonly<Record<string, string>>) =>
      clientOf(answering({ return_code: 'SUCCESS', ...fields })).reverse('code', outTradeNo)
    expect(await reverse({ result_code: 'SUCCESS', recall: 'N' })).toEqual(ok(false))
    expect(await reverse({ result_code: 'FAIL', recall: 'Y' })).toEqual(ok(true))
    expect(await reverse({ result_code: 'SUCCESS' })).toMatchObject({ error: { kind: 'OutcomeUnknown' } })
    expect(await reverse({ result_code: 'FAIL', recall: 'N', err_code: 'SYSTEMERROR' })).toMatchObject({
      error: { kind: 'OutcomeUnknown' },
    })
  })
})
