/** The lane's client: each request is signed whole, and an answer that does not fit counts as none. */

import { describe, expect, it } from 'vitest'
import { signatureHeaders, signedText } from '../../domain/contract/wire.ts'
import { err, ok } from '../../domain/result.ts'
import { createServerClient, type HttpReply, type HttpRequest } from '../../lane/sync/server-client.ts'
import { sha256, testSetup } from '../support/fake-lane.ts'

function clientOf(reply: HttpReply | undefined) {
  const requests: HttpRequest[] = []
  const client = createServerClient({
    url: 'http://127.0.0.1:1',
    laneId: 'lane-1',
    send: async (request) => {
      requests.push(request)
      return reply ? ok(reply) : err({ kind: 'TransportFailed', reason: 'reset' })
    },
    sign: (text) => `signed(${text})`,
    sha256,
    clock: { nowMs: () => 1_000, after: () => () => {} },
    random: { fraction: () => 0, id: () => 'nonce-1' },
  })
  return { client, requests }
}

const json = (status: number, body: unknown): HttpReply => ({ status, body: JSON.stringify(body) })

describe('server client', () => {
  it('signs method, path with query, time, nonce and the exact body', async () => {
    const { client, requests } = clientOf(json(200, { state: 'notFound' }))
    const request = {
      paymentId: 'p1',
      saleId: 's1',
      wallet: 'wechat',
      amountMinor: 5,
      currency: 'CNY',
    } as const
    await client.requestPayment(request)
    await client.catalogueChanges({ epoch: 'e', version: 3 })
    const [paid, changes] = requests
    const bodyHash = sha256(JSON.stringify(request))
    const common = { timestampMs: 1_000, nonce: 'nonce-1' }
    expect(paid?.headers[signatureHeaders.signature]).toBe(
      `signed(${signedText({ method: 'POST', path: '/api/payments', bodyHash, ...common })})`,
    )
    expect(changes?.headers[signatureHeaders.signature]).toBe(
      `signed(${signedText({
        method: 'GET',
        path: '/api/catalogue/changes?epoch=e&since=3',
        bodyHash: sha256(''),
        ...common,
      })})`,
    )
  })

  it('reads a good answer', async () => {
    const { client } = clientOf(json(200, testSetup))
    expect(await client.setup()).toEqual({ ok: true, value: testSetup })
  })

  it.each([
    ['a cut line', undefined],
    ['a captive portal', { status: 200, body: '<html>' }],
    ['an answer of another form', json(200, { state: 'paid' })],
    ['a server in trouble', json(503, { error: 'Busy', message: 'later' })],
    ['too many requests', json(429, { error: 'Busy', message: 'later' })],
    ['a refusal that is none of ours', { status: 404, body: 'Not found' }],
  ])('says nothing is known after %s', async (_name, reply) => {
    const { client } = clientOf(reply)
    expect(await client.paymentStatus('p1')).toMatchObject({ ok: false, error: { kind: 'Unreachable' } })
  })

  it('passes on a refusal in the server’s own words', async () => {
    const { client } = clientOf(json(409, { error: 'AmountDiffers', message: 'no' }))
    expect(await client.cancelPayment('p1')).toEqual({
      ok: false,
      error: { kind: 'Refused', error: 'AmountDiffers', message: 'no' },
    })
  })
})
