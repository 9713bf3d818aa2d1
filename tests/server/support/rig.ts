/**
 * A whole store server for tests: real database file, real application, requests injected; time, chance and the
 * provider are ours. Everything it makes is gone after `close`.
 */

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkDigit } from '../../../domain/code/retail-code.ts'
import { paths, signatureHeaders, signedText } from '../../../domain/contract/wire.ts'
import type { Item } from '../../../domain/item.ts'
import { assert, present } from '../../../domain/result.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import { buildServer, type StoreServer } from '../../../src-server/app.ts'
import type { Database } from '../../../src-server/db/schema.ts'
import { sha256 } from '../../../src-server/hash.ts'
import { createLog } from '../../../src-server/log.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import type { ServerPorts } from '../../../src-server/ports.ts'
import { seed } from '../../../src-server/seed.ts'
import { engine } from './engine.ts'
import { createFakeProvider, type FakeProvider } from './fake-provider.ts'

export const startMs = Date.UTC(2026, 10, 22, 1, 30)
export const officeToken = 'office-token-canary-6f1d'
export const enrolmentCode = 'AAAA-BBBB-1'

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly text: string
  readonly raw: Buffer
  readonly headers: Readonly<Record<string, unknown>>
}

export interface Rig {
  readonly server: StoreServer
  readonly db: Database
  /** Another connection to the same books, as a second server has. */
  readonly anotherDb: () => Database
  readonly ports: ServerPorts
  readonly provider: FakeProvider
  /** The other wallet's. */
  readonly alipay: FakeProvider
  readonly logLines: string[]
  readonly clock: { ms: number }
  readonly directory: string
  send(
    method: string,
    url: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>
  office(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export const gtinOf = (number: number): string => {
  const body = `690${String(number).padStart(9, '0')}`
  return `0${body}${checkDigit(body)}`
}

export const itemOf = (number: number, changes: Partial<Item> = {}): Item => ({
  gtin: gtinOf(number),
  names: { 'zh-CN': `牛奶 ${number}`, en: `Milk ${number}` },
  department: 'dairy',
  priceMinor: 500 + number,
  taxBasisPoints: number % 2 === 0 ? 900 : 1300,
  minimumAge: 0,
  weighed: false,
  forSale: true,
  ...changes,
})

export const seedRows = (items: number): readonly unknown[] => [
  {
    kind: 'store',
    store: {
      storeId: 'store-1',
      names: { 'zh-CN': '示例超市', en: 'Demo <Market> & Sons' },
      address: '1 Long Street',
      taxNumber: '91310000MA1FL0AA0X',
    },
    currency: 'CNY',
  },
  { kind: 'lane', laneId: 'lane-1', laneName: 'Lane 1', code: enrolmentCode },
  { kind: 'lane', laneId: 'lane-2', laneName: 'Lane 2', code: 'AAAA-BBBB-2' },
  { kind: 'staff', badge: 'ATT001', name: 'Li Wei', pin: '482913' },
  { kind: 'refundLimits', perRefundMinor: 100_000, perAttendantMinor: 1_000_000 },
  ...Array.from({ length: items }, (_, index) => ({
    kind: 'item',
    item: itemOf(index + 1),
    aliases: index === 0 ? ['4011'] : [],
    stock: 100,
  })),
]

export interface RigOptions {
  readonly items?: number
  readonly publicUrl?: string
  /** Replaces the fake, for suites that speak to a real client. */
  readonly provider?: (nowMs: () => number) => PaymentProvider
  /** Whose provider it is; WeChat's, if nothing is said. */
  readonly wallet?: Wallet
}

function countedRandom() {
  let count = 0
  return { id: () => sha256(`id ${++count}`).slice(0, 32), fraction: () => 0.5 }
}

/** Requests into the application, and its answers read. */
const sendTo =
  ({ app }: StoreServer): Rig['send'] =>
  async (method, url, { body, headers = {} } = {}) => {
    const payload =
      body === undefined
        ? undefined
        : typeof body === 'string' || Buffer.isBuffer(body)
          ? body
          : JSON.stringify(body)
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(payload !== undefined && { payload }),
    })
    const isJson = String(reply.headers['content-type'] ?? '').startsWith('application/json')
    return {
      status: reply.statusCode,
      body: isJson ? JSON.parse(reply.payload) : undefined,
      text: reply.payload,
      raw: reply.rawPayload,
      headers: reply.headers,
    }
  }

export async function openRig({
  items = 20,
  publicUrl = 'http://store.test',
  provider,
  wallet = 'wechat',
}: RigOptions = {}): Promise<Rig> {
  const directory = mkdtempSync(join(tmpdir(), 'scanway-server-'))
  const books = await engine().open(directory)
  const { db } = books
  const clock = { ms: startMs }
  const logLines: string[] = []
  const fake = createFakeProvider(() => clock.ms)
  const alipay = { ...createFakeProvider(() => clock.ms), noticeThanks: 'success' }
  const providers = new Map<Wallet, PaymentProvider>([
    ['wechat', fake],
    ['alipay', alipay],
  ])
  if (provider)
    providers.set(
      wallet,
      provider(() => clock.ms),
    )
  const ports: ServerPorts = {
    db,
    clock: { nowMs: () => clock.ms },
    random: countedRandom(),
    providers,
    settings: { software: 'test', publicUrl, imageDirectory: join(directory, 'images'), officeToken },
    log: createLog(
      (line) => logLines.push(line),
      () => clock.ms,
    ),
  }
  const seeded = await seed(ports, seedRows(items))
  assert(seeded.ok, 'the seed is accepted')
  const server = buildServer(ports)
  const send = sendTo(server)
  return {
    server,
    db,
    anotherDb: books.again,
    ports,
    provider: fake,
    alipay,
    logLines,
    clock,
    directory,
    send,
    office: (method, path, body) =>
      send(method, `/api/office/${path}`, {
        ...(body !== undefined && { body }),
        headers: { authorization: `Bearer ${officeToken}` },
      }),
    async close() {
      await server.app.close()
      await books.discard()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export interface TestLane {
  readonly laneId: string
  readonly epoch: number
  readonly privateKey: KeyObject
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  /** Headers of a request signed now; each part may be forged. */
  signed(request: {
    method: string
    path: string
    body?: string
    timestampMs?: number
    nonce?: string
  }): Record<string, string>
}

export const newKeyPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url') }
}

let nonces = 0

/** A lane needs no more of the server than its address and the time. */
export type LaneSide = Pick<Rig, 'send' | 'clock'>

export function laneWith(rig: LaneSide, laneId: string, epoch: number, privateKey: KeyObject): TestLane {
  const signed: TestLane['signed'] = ({ method, path, body = '', timestampMs = rig.clock.ms, nonce }) => {
    const used = nonce ?? `nonce-${++nonces}-of-the-test`
    const text = signedText({ method, path, timestampMs, nonce: used, bodyHash: sha256(body) })
    return {
      [signatureHeaders.lane]: laneId,
      [signatureHeaders.timestamp]: String(timestampMs),
      [signatureHeaders.nonce]: used,
      [signatureHeaders.signature]: sign(null, Buffer.from(text), privateKey).toString('base64url'),
    }
  }
  return {
    laneId,
    epoch,
    privateKey,
    signed,
    get: (path) => rig.send('GET', path, { headers: signed({ method: 'GET', path }) }),
    post: (path, body) => {
      const text = JSON.stringify(body)
      return rig.send('POST', path, { body: text, headers: signed({ method: 'POST', path, body: text }) })
    },
  }
}

export async function enrolLane(rig: LaneSide, code = enrolmentCode): Promise<TestLane> {
  const { privateKey, publicKey } = newKeyPair()
  const { status, body } = await rig.send('POST', paths.enrol, { body: { code, publicKey } })
  assert(status === 200, `enrolment is accepted: ${JSON.stringify(body)}`)
  const reply = present(body as { laneId: string; epoch: number } | undefined, 'enrolment answers')
  return laneWith(rig, reply.laneId, reply.epoch, privateKey)
}
