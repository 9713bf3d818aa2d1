/**
 * A store server with a million items, the real program on the loopback. Its database is filled once and kept in the
 * cache between runs; the image that lanes download the server prepares itself, as in any store.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { parseData } from '../../domain/parse.ts'
import { assert } from '../../domain/result.ts'
import { type ClientNeeds, createServerClient } from '../../lane/sync/server-client.ts'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { demoCurrency, demoLanes, demoStore } from '../../sandbox/demo/store.ts'
import { ensureWechatKeys } from '../../sandbox/wechat/demo-keys.ts'
import { fetchSend } from '../../src-main/lane/fetch-send.ts'
import { enrol } from '../../src-main/lane/identity.ts'
import { sha256, systemClock, systemRandom } from '../../src-main/lane/system.ts'
import { migrate } from '../../src-server/db/migrate.ts'
import { openSqlite } from '../../src-server/db/open.ts'
import { seed } from '../../src-server/seed.ts'
import { root } from '../../tools/world/places.ts'
import { startProgram } from '../../tools/world/program.ts'
import { benchCache, benchItems, benchSeed } from './million.ts'

const laneId = 'lane-1'
/** Nobody pays here. */
const noGateway = 'http://127.0.0.1:9'

const readySchema = v.object({ listening: v.string(), officeTokenFile: v.string() })
const codeSchema = v.object({ code: v.string() })

export interface MillionStore {
  /** How a new lane of this store, enrolled in that folder, reaches it. */
  lane(folder: string): Promise<ClientNeeds>
  end(): Promise<void>
}

function* seedRows(): Generator<unknown> {
  yield { kind: 'store', store: demoStore, currency: demoCurrency }
  for (const { laneId, name } of demoLanes) {
    yield { kind: 'lane', laneId, laneName: name, code: `BENCH-${laneId.toUpperCase()}` }
  }
  for (const { item, aliases, stock } of demoItems({ seed: benchSeed, count: benchItems })) {
    yield { kind: 'item', item, aliases, stock }
  }
}

async function fill(data: string): Promise<void> {
  mkdirSync(data, { recursive: true })
  const db = openSqlite(join(data, 'server.db'))
  const migrated = await migrate(db)
  assert(migrated.ok, 'the bench store migrates')
  const seeded = await seed({ db, clock: systemClock, random: systemRandom }, seedRows())
  assert(seeded.ok, 'the bench store is filled')
  await db.destroy()
}

/** The server's data folder, filled whole or not there. */
async function storeData(): Promise<string> {
  const data = join(benchCache, `store-${benchSeed}-${benchItems}`)
  if (existsSync(data)) return data
  console.error(`filling a store with ${benchItems} items, once`)
  const unfinished = `${data}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  await fill(unfinished)
  renameSync(unfinished, data)
  return data
}

async function newCode(url: string, officeTokenFile: string): Promise<string> {
  const answer = await fetch(`${url}/api/office/codes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${readFileSync(officeTokenFile, 'utf8').trim()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ laneId }),
  })
  const parsed = parseData(codeSchema, await answer.json())
  assert(parsed.ok, 'the office gives a code')
  return parsed.value.code
}

export async function openMillionStore(): Promise<MillionStore> {
  const folder = mkdtempSync(join(tmpdir(), 'scanway-bench-store-'))
  const keys = ensureWechatKeys(join(folder, 'keys'), demoStore.names.en, Date.now())
  const server = await startProgram({
    name: 'store server',
    script: join(root, 'src-server', 'main.ts'),
    args: [
      ...['--port', '0', '--data', await storeData(), '--public-url', noGateway],
      ...['--wechat-gateway', noGateway, '--merchant-keys', keys.merchant],
    ],
    schema: readySchema,
    logFile: join(folder, 'server.log'),
  })
  assert(server.ok, `the store server starts: ${server.ok ? '' : server.error.reason}`)
  const { listening, officeTokenFile } = server.value.ready
  return {
    async lane(laneFolder) {
      const code = await newCode(listening, officeTokenFile)
      const enrolled = await enrol(laneFolder, { url: listening, send: fetchSend }, code)
      assert(enrolled.ok, 'the bench lane enrols')
      const { sign } = enrolled.value
      return {
        url: listening,
        laneId,
        send: fetchSend,
        sign,
        sha256,
        clock: systemClock,
        random: systemRandom,
      }
    },
    async end() {
      await server.value.end()
      rmSync(folder, { recursive: true })
    },
  }
}

const imagePollMs = 500
const imageWaitMaxMs = 240_000

/** Waits until the server has its image ready, and says for how long. */
export async function imageReadyMs(lane: ClientNeeds): Promise<number> {
  const client = createServerClient(lane)
  const startedMs = performance.now()
  for (;;) {
    const head = await client.catalogueHead()
    const waitedMs = performance.now() - startedMs
    if (head.ok && head.value.image) return waitedMs
    assert(waitedMs < imageWaitMaxMs, 'the server has its image in time')
    await new Promise((resolve) => setTimeout(resolve, imagePollMs))
  }
}
