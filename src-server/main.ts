/**
 * The store server as a program: opens its database, fills a new store, listens on the loopback address, and sweeps
 * payments and images until it is told to stop. Prints one line of JSON when it listens; its log goes to standard
 * error. Nothing but this file wires real parts together.
 */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Wallet } from '../domain/sale/fact.ts'
import { loadAlipayKeys } from './alipay/keys.ts'
import { buildServer } from './app.ts'
import { type Arguments, readArguments, readDatabaseUrl, usage } from './arguments.ts'
import { writeImageElsewhere } from './catalogue/image-process.ts'
import { type DataHold, holdData } from './db/hold-data.ts'
import { migrate } from './db/migrate.ts'
import { openSqlite } from './db/open.ts'
import { openPostgres } from './db/open-postgres.ts'
import type { Database } from './db/schema.ts'
import { overheard } from './http/overheard.ts'
import { createLog, type Log } from './log.ts'
import { ensureOfficeToken } from './office-token.ts'
import { alipayProvider } from './payments/providers/alipay.ts'
import { pixProvider } from './payments/providers/pix.ts'
import type { PaymentProvider } from './payments/providers/provider.ts'
import { realWechat } from './payments/providers/real-wechat.ts'
import { notifyPathOf } from './payments/routes.ts'
import { forgetLeases } from './payments/sweep.ts'
import { loadPixSettings } from './pix/settings.ts'
import type { ServerPorts } from './ports.ts'
import { seed } from './seed.ts'
import { readSeedFile } from './seed-file.ts'
import { repeat, systemClock, systemNonce, systemRandom } from './system.ts'
import { createFetchDownload, createFetchSend } from './wechat/fetch-send.ts'
import { loadMerchantKeys } from './wechat/keys.ts'

const software = 'scanway-server 0.1.0'
const host = '127.0.0.1'
/** The store's own number with the provider, which asks for one. */
const wechatStoreId = '1'
const paymentsEveryMs = 500
const imagesEveryMs = 5_000
const dayEndsEveryMs = 300_000
const upkeepEveryMs = 300_000

/** Ends the program with the reason in one sentence on standard error. */
function refuseToStart(reason: string): never {
  process.stderr.write(`The store server did not start: ${reason}\n`)
  process.exit(1)
}

function loadKeys(directory: string) {
  const keys = loadMerchantKeys(directory)
  return keys.ok ? keys.value : refuseToStart(`merchant keys in ${directory}: ${keys.error.kind}`)
}

/** The store's Alipay, where it has one. */
function alipayOf(given: Arguments, notifyUrl: string): readonly (readonly [Wallet, PaymentProvider])[] {
  const { 'alipay-gateway': gatewayUrl, 'alipay-keys': directory } = given
  if (gatewayUrl === undefined || directory === undefined) return []
  const keys = loadAlipayKeys(directory)
  if (!keys.ok) return refuseToStart(`Alipay keys in ${directory}: ${keys.error.kind}`)
  const ports = {
    keys: keys.value,
    clock: systemClock,
    send: overheard(createFetchSend()),
    download: createFetchDownload(),
    gatewayUrl,
    smileMethod: given['alipay-smile'],
  }
  return [['alipay', alipayProvider(ports, notifyUrl)]]
}

/** The store's PIX, where it has one. */
function pixOf({ pix: file }: Arguments): readonly (readonly [Wallet, PaymentProvider])[] {
  if (file === undefined) return []
  const settings = loadPixSettings(file)
  if (!settings.ok) return refuseToStart(`PIX settings in ${file}: ${settings.error.kind}`)
  return [['pix', pixProvider({ settings: settings.value, clock: systemClock, send: createFetchSend() })]]
}

function wechatOf(given: Arguments, notifyUrl: string): PaymentProvider {
  return realWechat({
    addresses: {
      gateway: given['wechat-gateway'],
      secondGateway: given['wechat-second-gateway'],
      door: given['wechat-door'],
      faceGateway: given['wechat-face-gateway'],
    },
    keys: loadKeys(given['merchant-keys']),
    clock: systemClock,
    nonce: systemNonce,
    notifyUrl,
    codes: {
      over: given['wechat-codes'],
      face: given['wechat-face'],
      deviceIp: host,
      storeId: wechatStoreId,
    },
  })
}

function portsOf(given: Arguments, db: Database, log: Log): ServerPorts {
  const publicUrl = given['public-url']
  const notifyUrl = given['notify-url'] ?? publicUrl
  return {
    db,
    clock: systemClock,
    random: systemRandom,
    providers: new Map<Wallet, PaymentProvider>([
      ['wechat', wechatOf(given, `${notifyUrl}${notifyPathOf('wechat')}`)],
      ...alipayOf(given, `${notifyUrl}${notifyPathOf('alipay')}`),
      ...pixOf(given),
    ]),
    settings: {
      software,
      publicUrl,
      imageDirectory: join(given.data, 'images'),
      officeToken: ensureOfficeToken(officeTokenFile(given)),
      ...(given['diary-days'] !== undefined && { diaryDays: given['diary-days'] }),
    },
    writeImage: writeImageElsewhere,
    log,
  }
}

const officeTokenFile = ({ data }: Arguments): string => join(data, 'office.token')

async function prepare(given: Arguments, ports: ServerPorts): Promise<void> {
  const migrated = await migrate(ports.db)
  if (!migrated.ok) refuseToStart(`database: ${migrated.error.kind} (${migrated.error.migration})`)
  if (given.seed === undefined) return
  const seeded = await seed(ports, readSeedFile(given.seed))
  if (!seeded.ok) refuseToStart(`seed file: ${JSON.stringify(seeded.error)}`)
  ports.log.info('StoreSeeded', { ...seeded.value })
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    return refuseToStart(`port ${port}: ${error instanceof Error ? error.message : 'not to be had'}`)
  }
}

const openDatabase = ({ data }: Arguments, url: string | undefined, log: Log): Database =>
  url === undefined ? openSqlite(join(data, 'server.db')) : openPostgres(url, log)

/** Of two servers on one embedded database the second says so and ends. */
function holdAlone({ data }: Arguments): DataHold {
  const held = holdData(data)
  if (held.ok) return held.value
  const { error } = held
  return refuseToStart(
    error.kind === 'DataInUse'
      ? `another server works on ${data}`
      : `${error.file} cannot be locked (${error.reason}); if no other server runs on it, remove that file`,
  )
}

async function start(given: Arguments): Promise<void> {
  mkdirSync(given.data, { recursive: true, mode: 0o700 })
  const log = createLog((line) => void process.stderr.write(`${line}\n`), systemClock.nowMs)
  const databaseUrl = readDatabaseUrl(process.env)
  if (!databaseUrl.ok) refuseToStart(databaseUrl.error.reason)
  const hold = databaseUrl.value === undefined ? holdAlone(given) : undefined
  const db = openDatabase(given, databaseUrl.value, log)
  const ports = portsOf(given, db, log)
  await prepare(given, ports)
  // Other servers may be at work on a shared database: their leases hold.
  if (databaseUrl.value === undefined) await forgetLeases(ports)
  const { app, tickPayments, tickImages, tickDayEnds, tickUpkeep } = buildServer(ports)
  const url = await listen(app, given.port)
  const stopPayments = repeat('payments', paymentsEveryMs, log, tickPayments)
  const stopImages = repeat('images', imagesEveryMs, log, tickImages)
  const stopDayEnds = repeat('day ends', dayEndsEveryMs, log, tickDayEnds)
  const stopUpkeep = repeat('upkeep', upkeepEveryMs, log, tickUpkeep)
  const stop = async (): Promise<void> => {
    await app.close()
    await Promise.all([stopPayments(), stopImages(), stopDayEnds(), stopUpkeep()])
    await db.destroy()
    hold?.release()
    log.info('Stopped')
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  const listening = { listening: url, software, data: given.data, officeTokenFile: officeTokenFile(given) }
  process.stdout.write(`${JSON.stringify(listening)}\n`)
}

const given = readArguments(process.argv.slice(2))
if (!given.ok) refuseToStart(`${given.error.reason}. Usage: ${usage}`)
await start(given.value)
