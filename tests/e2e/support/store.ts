/**
 * One store for all window tests of a worker: the product's own server and the sandbox's wallet, in a temporary
 * folder. It is looked at from outside only: the office's lists, the platform's ledger, the server's tables.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { parseData } from '../../../domain/parse.ts'
import { assert } from '../../../domain/result.ts'
import { type StoreWorld, startStoreWorld } from '../../../tools/world/store-world.ts'

const items = 300

const saleSchema = v.object({
  saleId: v.string(),
  laneId: v.string(),
  epoch: v.number(),
  receiptNumber: v.number(),
  receiptToken: v.string(),
  pieces: v.number(),
  totalMinor: v.number(),
})

const paymentSchema = v.object({ saleId: v.string(), outTradeNo: v.string() })

const lanesSchema = v.object({ lanes: v.array(v.object({ laneId: v.string(), epoch: v.number() })) })

const ledgerSchema = v.object({
  orders: v.record(v.string(), v.object({ amount: v.number(), captured: v.number(), refunded: v.number() })),
})

const uploadedSchema = v.array(v.object({ seq: v.number(), hash: v.string() }))

export type Sale = v.InferOutput<typeof saleSchema>
type Uploaded = v.InferOutput<typeof uploadedSchema>

export interface Store {
  readonly world: StoreWorld
  /** A one-time code with which a new kiosk becomes this lane. */
  readonly enrolmentCode: (laneId: string) => Promise<string>
  /** The lane's present life: each enrolment begins the next. */
  readonly epochOf: (laneId: string) => Promise<number>
  readonly salesOf: (epoch: number) => Promise<readonly Sale[]>
  /** What the platform has taken for a sale, over all its payments, less what it gave back. */
  readonly takenMinor: (saleId: string) => Promise<number>
  /** A lane's journal as the server holds it, in order. */
  readonly uploaded: (epoch: number) => Uploaded
  /** Has the office set or do something, by the last part of its path; without a body it looks. */
  readonly office: (url: string, body?: object) => Promise<unknown>
  readonly log: () => string
  readonly end: () => Promise<void>
}

function must<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> {
  const parsed = parseData(schema, data)
  assert(parsed.ok, `the answer has the form it must have: ${parsed.ok ? '' : parsed.error.reason}`)
  return parsed.value
}

function readUploaded(world: StoreWorld, epoch: number): Uploaded {
  const database = new Database(path.join(world.home, 'server', 'server.db'), { readonly: true })
  const rows = database.prepare('SELECT seq, hash FROM journal_entry WHERE epoch = ? ORDER BY seq').all(epoch)
  database.close()
  return must(uploadedSchema, rows)
}

/** Asks the server as the office does, with the token that lies beside its data. */
async function askOffice(world: StoreWorld, url: string, body?: object): Promise<unknown> {
  const { url: server, officeTokenFile } = world.server().ready
  const authorization = `Bearer ${fs.readFileSync(officeTokenFile, 'utf8').trim()}`
  const answer = await fetch(`${server}/api/office/${url}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return answer.json()
}

async function takenMinor(world: StoreWorld, saleId: string): Promise<number> {
  const payments = must(v.object({ payments: v.array(paymentSchema) }), await askOffice(world, 'payments'))
  const ledger = must(ledgerSchema, await (await fetch(world.sandbox.ready.ledger)).json())
  return payments.payments
    .filter((payment) => payment.saleId === saleId)
    .map(({ outTradeNo }) => ledger.orders[outTradeNo])
    .reduce((sum, order) => sum + (order?.captured ?? 0) - (order?.refunded ?? 0), 0)
}

export async function openStore(): Promise<Store> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-store-'))
  const started = await startStoreWorld({ home, items, serverPort: 0, sandboxPort: 0 })
  assert(started.ok, `the store starts: ${started.ok ? '' : started.error.reason}`)
  const world = started.value
  return {
    world,
    enrolmentCode: async (laneId) =>
      must(v.object({ code: v.string() }), await askOffice(world, 'codes', { laneId })).code,
    epochOf: async (laneId) => {
      const { lanes } = must(lanesSchema, await askOffice(world, 'lanes'))
      return Math.max(...lanes.filter((lane) => lane.laneId === laneId).map(({ epoch }) => epoch))
    },
    salesOf: async (epoch) => {
      const { sales } = must(v.object({ sales: v.array(saleSchema) }), await askOffice(world, 'sales'))
      return sales.filter((sale) => sale.epoch === epoch)
    },
    takenMinor: (saleId) => takenMinor(world, saleId),
    uploaded: (epoch) => readUploaded(world, epoch),
    office: (url, body) => askOffice(world, url, body),
    log: () => fs.readFileSync(path.join(home, 'server.log'), 'utf8'),
    end: async () => {
      await world.end()
      fs.rmSync(home, { recursive: true, force: true })
    },
  }
}
