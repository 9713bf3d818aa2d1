/**
 * The store as every simulated run finds it in the morning: keys made, database filled, lanes enrolled and set up,
 * the catalogue installed. Made once with the product's own parts; each run sells on a copy of it.
 */

import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { catalogueHeadSchema, enrolReplySchema, laneSetupSchema, paths } from '../../domain/contract/wire.ts'
import type { Item } from '../../domain/item.ts'
import { assert, err, present, type Result } from '../../domain/result.ts'
import { type Sign, signedHeaders } from '../../lane/sync/server-client.ts'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { demoCurrency, demoStaff, demoStore } from '../../sandbox/demo/store.ts'
import { ensureWechatKeys } from '../../sandbox/wechat/demo-keys.ts'
import { loadWechatGatewayKeys, type WechatGatewayKeys } from '../../sandbox/wechat/keys.ts'
import { buildServer } from '../../src-server/app.ts'
import { migrate } from '../../src-server/db/migrate.ts'
import { openSqlite } from '../../src-server/db/open.ts'
import { createLog } from '../../src-server/log.ts'
import { wechatProvider } from '../../src-server/payments/providers/wechat.ts'
import type { ServerPorts } from '../../src-server/ports.ts'
import { seed } from '../../src-server/seed.ts'
import { loadMerchantKeys, type MerchantKeys } from '../../src-server/wechat/keys.ts'
import { openCatalogue } from '../../storage/catalogue.ts'
import { openJournal } from '../../storage/journal.ts'
import { Chance, sha256 } from './chance.ts'
import { valueRows } from './value.ts'

/** When the simulated day begins. */
export const startMs = Date.UTC(2026, 10, 22, 1, 0)
export const lanesMax = 3
export const serverUrl = 'https://server.sim'
export const gatewayUrl = 'https://gateway.sim'
export const officeToken = 'office-of-the-simulated-store'
const itemsCount = 40

export interface LaneIdentity {
  readonly laneId: string
  readonly epoch: number
  readonly sign: Sign
}

export interface Template {
  /** `server.db`, `images/`, and a directory of each lane. */
  readonly directory: string
  readonly merchantKeys: MerchantKeys
  readonly gatewayKeys: WechatGatewayKeys
  readonly lanes: readonly LaneIdentity[]
  readonly items: readonly { readonly item: Item; readonly aliases: readonly string[] }[]
  remove(): void
}

/** Memory where the system has it: nothing here needs to outlive the machine. */
export const scratchDirectory = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'scanway-sim-'))

export function must<T>(result: Result<T, unknown>, what: string): T {
  assert(result.ok, `${what}: ${result.ok ? '' : JSON.stringify(result.error)}`)
  return result.value
}

export const serverSettings = (directory: string): ServerPorts['settings'] => ({
  software: 'scanway-server simulated',
  publicUrl: serverUrl,
  imageDirectory: join(directory, 'images'),
  officeToken,
})

const laneIds = Array.from({ length: lanesMax }, (_, index) => `lane-${index + 1}`)
const codeOf = (laneId: string): string => `SIM-${laneId.toUpperCase()}`

function seedRows(items: Template['items']): readonly unknown[] {
  return [
    { kind: 'store', store: demoStore, currency: demoCurrency },
    ...laneIds.map((laneId) => ({ kind: 'lane', laneId, laneName: laneId, code: codeOf(laneId) })),
    ...demoStaff.map((member) => ({ kind: 'staff', ...member })),
    ...items.map(({ item, aliases }) => ({ kind: 'item', item, aliases, stock: 1_000 })),
    ...valueRows,
  ]
}

type Server = ReturnType<typeof buildServer>

async function enrolled({ app }: Server, laneId: string): Promise<LaneIdentity> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const encoded = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  const payload = JSON.stringify({ code: codeOf(laneId), publicKey: encoded })
  const headers = { 'content-type': 'application/json' }
  const reply = await app.inject({ method: 'POST', url: paths.enrol, headers, payload })
  const { epoch } = v.parse(enrolReplySchema, JSON.parse(reply.body))
  return { laneId, epoch, sign: signerOf(privateKey) }
}

function signerOf(privateKey: KeyObject): Sign {
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url')
}

/** The lane's disk after its first morning. */
async function fillLaneDisk(server: Server, identity: LaneIdentity, directory: string): Promise<void> {
  const { laneId, epoch } = identity
  const clock = { nowMs: () => startMs, after: () => () => {} }
  const random = new Chance(`template ${laneId}`)
  async function get<S extends v.GenericSchema>(schema: S, path: string): Promise<v.InferOutput<S>> {
    const needs = { ...identity, sha256, clock, random }
    const headers = signedHeaders(needs, { method: 'GET', path, body: '' })
    const reply = await server.app.inject({ method: 'GET', url: path, headers })
    return v.parse(schema, JSON.parse(reply.body))
  }
  const home = join(directory, laneId)
  mkdirSync(home)
  const journal = must(
    openJournal({ path: join(home, 'journal.db'), laneId, epoch, sha256 }),
    'a journal is made',
  )
  must(journal.setup.write(await get(laneSetupSchema, paths.laneSetup)), 'a setup is kept')
  journal.close()
  const head = await get(catalogueHeadSchema, paths.catalogueHead)
  const image = present(head.image ?? undefined, 'the server made an image')
  const [name] = readdirSync(join(directory, 'images')).filter((each) => each.endsWith('.zst'))
  const file = join(directory, 'images', present(name, 'the image is a file'))
  const catalogue = must(openCatalogue(join(home, 'catalog.db')), 'a catalogue is made')
  must(await catalogue.installImageFile({ file, epoch: head.epoch, ...image }), 'the image is installed')
  catalogue.close()
}

export async function makeTemplate(): Promise<Template> {
  const directory = scratchDirectory()
  const keys = ensureWechatKeys(join(directory, 'keys'), 'Simulated store', startMs)
  const merchantKeys = must(loadMerchantKeys(keys.merchant), 'merchant keys load')
  const items = [...demoItems({ seed: 1, count: itemsCount })]
  const db = openSqlite(join(directory, 'server.db'))
  must(await migrate(db), 'migrations apply')
  const clock = { nowMs: () => startMs }
  const random = new Chance('template server')
  const send = async () => err({ kind: 'TransportFailed', reason: 'nobody pays yet' } as const)
  const provider = wechatProvider(
    { keys: merchantKeys, clock, nonce: () => random.id(), send, baseUrl: gatewayUrl },
    serverUrl,
  )
  const log = createLog(() => {}, clock.nowMs)
  const providers = new Map([['wechat' as const, provider]])
  const ports: ServerPorts = { db, clock, random, providers, settings: serverSettings(directory), log }
  must(await seed(ports, seedRows(items)), 'the seed is accepted')
  const server = buildServer(ports)
  await server.tickImages()
  const lanes: LaneIdentity[] = []
  for (const laneId of laneIds) {
    const identity = await enrolled(server, laneId)
    await fillLaneDisk(server, identity, directory)
    lanes.push(identity)
  }
  await db.destroy()
  return {
    directory,
    merchantKeys,
    gatewayKeys: loadWechatGatewayKeys(keys.gateway),
    lanes,
    items,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

/** A fresh store for one run. */
export function copyOfTemplate({ directory }: Template): string {
  const copy = scratchDirectory()
  for (const name of ['server.db', 'images', ...laneIds]) {
    cpSync(join(directory, name), join(copy, name), { recursive: true })
  }
  return copy
}
