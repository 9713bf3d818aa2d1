/** Garbage at every wall: a named refusal in the one form, never a 500, never a secret in the log. */

import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths, refusalSchema } from '../../domain/contract/wire.ts'
import { bodyBytesMax } from '../../src-server/app.ts'
import { createLog } from '../../src-server/log.ts'
import {
  type Answer,
  enrolLane,
  gtinOf,
  itemOf,
  officeToken,
  openRig,
  type Rig,
  type TestLane,
} from './support/rig.ts'

let rig: Rig
let lane: TestLane
beforeAll(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  await rig.server.tickImages()
})
afterAll(() => rig.close())

const posts = [
  paths.enrol,
  paths.journal,
  paths.payments,
  paths.faceSessions,
  `${paths.payments}/pay-1/cancel`,
  '/notify/wechat',
  '/api/office/items',
  '/api/office/codes',
  '/api/office/revoke',
]
const gets = [
  paths.health,
  paths.laneSetup,
  paths.catalogueHead,
  paths.catalogueChanges,
  paths.catalogueImage,
  `${paths.payments}/pay-1`,
  '/r/token',
  '/api/office/sales',
  '/api/office/quarantine',
  '/api/office/lanes',
  '/api/office/payments',
]

const isHtml = ({ headers }: Answer): boolean => String(headers['content-type']).startsWith('text/html')

function expectAnswered(answer: Answer): void {
  expect(answer.status).toBeLessThan(500)
  if (answer.status >= 400 && !isHtml(answer)) {
    const { error } = v.parse(v.object({ error: refusalSchema.entries.error }), answer.body)
    expect(error).toMatch(/^[A-Z][A-Za-z]+$/)
  }
}

/** JSON of any shape, with the keys our schemas know among its keys. */
const anyJson = fc.oneof(
  fc.json(),
  fc
    .dictionary(
      fc.constantFrom(
        'code',
        'publicKey',
        'epoch',
        'entries',
        'paymentId',
        'saleId',
        'amountMinor',
        'rawData',
        'rows',
        'laneId',
        '__proto__',
      ),
      fc.oneof(fc.jsonValue(), fc.constantFrom('wechat', 1, 'CNY', 'lane-2', [], [{}])),
    )
    .map((value) => JSON.stringify(value)),
)

describe('garbage', () => {
  it('as a body, signed by a lane, is refused by name on every path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), fc.oneof(anyJson, fc.string()), async (path, body) => {
        const headers = {
          ...lane.signed({ method: 'POST', path, body }),
          authorization: `Bearer ${officeToken}`,
          'x-fake-signature': 'forged',
        }
        expectAnswered(await rig.send('POST', path, { body, headers }))
      }),
      { numRuns: 300 },
    )
  })

  it('as bytes that are no text, under any content type, is refused by name', async () => {
    const contentTypes = fc.constantFrom('application/json', 'text/xml', 'multipart/form-data', 'x', ';;;')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...posts),
        fc.uint8Array({ minLength: 1 }),
        contentTypes,
        async (path, bytes, type) => {
          const headers = { 'content-type': type, authorization: `Bearer ${officeToken}` }
          expectAnswered(await rig.send('POST', path, { body: Buffer.from(bytes), headers }))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('as query, path or header is refused by name', async () => {
    const printable = fc.stringMatching(/^[!-~]{0,40}$/)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...gets, ''), printable, printable, async (path, tail, header) => {
        const url = `${path}${tail.startsWith('/') || path !== '' ? '' : '/'}${tail}`
        const signed = lane.signed({ method: 'GET', path: url })
        expectAnswered(await rig.send('GET', url, { headers: signed }))
        expectAnswered(
          await rig.send('GET', path || '/', { headers: { ...signed, 'scanway-signature': header } }),
        )
        expectAnswered(await rig.send('GET', path || '/', { headers: { 'scanway-lane': header } }))
        expectAnswered(
          await rig.send('GET', `${path || '/'}?epoch=${tail}&since=${header}`, { headers: signed }),
        )
      }),
      { numRuns: 150 },
    )
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('as method %s is an unknown route', async (method) => {
    expect(await rig.send(method, paths.journal)).toMatchObject({
      status: 404,
      body: { error: 'UnknownRoute' },
    })
  })

  it('larger than any lane sends is not read to its end', async () => {
    const body = `"${'x'.repeat(bodyBytesMax)}"`
    expect(await rig.send('POST', paths.enrol, { body })).toMatchObject({
      status: 413,
      body: { error: 'BodyTooLarge' },
    })
  })

  it('never repeats what was sent', async () => {
    const canary = 'canary-7d31'
    const { text } = await rig.send('POST', paths.enrol, {
      body: { code: canary, publicKey: canary, [canary]: 1 },
    })
    expect(text.replace('The field', '')).not.toContain(canary.repeat(2))
    expect(await rig.send('POST', paths.enrol, { body: `{"code":"${canary}` })).toMatchObject({
      status: 400,
      body: { error: 'BodyUnreadable' },
    })
  })

  it('left no defect in the log', () => {
    expect(rig.logLines.filter((line) => line.includes('RequestFailed'))).toEqual([])
  })
})

describe('a signed request', () => {
  it.each([
    ['an id of no form', 'GET', `${paths.payments}/a%20b`, 400, 'PaymentIdRefused'],
    ['a version that is none', 'GET', `${paths.catalogueChanges}?epoch=e&since=-1`, 400, 'QueryRefused'],
    ['an empty upload', 'POST', paths.journal, 400, 'BodyUnreadable'],
  ])('with %s is refused by name', async (_what, method, path, status, error) => {
    const answer = await rig.send(method, path, { headers: lane.signed({ method, path }) })
    expect(answer).toMatchObject({ status, body: { error } })
  })
})

describe('the office', () => {
  it.each([undefined, '', 'Bearer', 'Bearer wrong', officeToken])(
    'is closed to %j',
    async (authorization) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      expect(await rig.send('GET', '/api/office/sales', { headers })).toMatchObject({
        status: 401,
        body: { error: 'OfficeOnly' },
      })
    },
  )

  it('is closed to other machines, whatever they show', async () => {
    const answer = await rig.server.app.inject({
      method: 'GET',
      url: '/api/office/sales',
      headers: { authorization: `Bearer ${officeToken}`, 'x-forwarded-for': '127.0.0.1' },
      remoteAddress: '192.168.1.20',
    })
    expect(answer.statusCode).toBe(401)
  })

  it('changes items, and refuses a row that names two', async () => {
    const put = (gtin: string) =>
      rig.office('POST', 'items', { storeId: 'store-1', rows: [{ gtin, item: itemOf(50), aliases: [] }] })
    expect(await put(gtinOf(50))).toMatchObject({ status: 200, body: { changed: 1 } })
    expect(await put(gtinOf(51))).toMatchObject({ status: 422, body: { error: 'GtinDiffers' } })
    expect(await rig.office('GET', 'lanes')).toMatchObject({
      status: 200,
      body: { lanes: [{ laneId: 'lane-1' }, {}] },
    })
  })
})

describe('the log', () => {
  it('holds no secret, whatever a caller hands over', () => {
    const lines: string[] = []
    const log = createLog(
      (line) => lines.push(line),
      () => 0,
    )
    const canary = 'canary-91af'
    for (const name of [
      'pin',
      'officeToken',
      'apiV3Key',
      'privateKey',
      'authorization',
      'signature',
      'code',
      'codeUrl',
      'password',
      'publicKey',
    ])
      log.info('Canary', { [name]: canary })
    log.warn('Canary', { text: `-----BEGIN PRIVATE KEY----- ${canary}` })
    log.alarm('Canary', { text: `weixin://wxpay/${canary}` })
    expect(lines).toHaveLength(12)
    expect(lines.join('\n')).not.toContain(canary)
    log.info('Plain', { laneId: 'lane-1', text: 'x'.repeat(1_000) })
    expect(lines.at(-1)).toContain('"laneId":"lane-1"')
    expect(lines.at(-1)?.length).toBeLessThan(500)
  })

  it('of a whole suite holds neither token, PIN, code nor signature', () => {
    const all = rig.logLines.join('\n')
    expect(all).not.toMatch(/office-token-canary|482913|AAAA-BBBB|weixin:/)
  })
})

describe('health', () => {
  it('is told to anyone', async () => {
    expect(await rig.send('GET', paths.health)).toMatchObject({
      status: 200,
      body: { ok: true, nowMs: rig.clock.ms },
    })
  })
})
