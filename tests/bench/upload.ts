/**
 * A journal uploaded in full batches, as after a day without the server: signed, checked entry by entry and along
 * the chain, folded into sales, made durable, acknowledged; beside the same bytes sent to a server that parses them
 * and gives them back.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { paths } from '../../domain/contract/wire.ts'
import { chain, genesis, type JournalEntry, type JournalHead } from '../../domain/journal.ts'
import { assert, present } from '../../domain/result.ts'
import { initialState } from '../../domain/sale/sale.ts'
import { uploadBatch } from '../../domain/sync.ts'
import { type ClientNeeds, createServerClient } from '../../lane/sync/server-client.ts'
import { fetchSend } from '../../src-main/lane/fetch-send.ts'
import { enrol } from '../../src-main/lane/identity.ts'
import { sha256, systemClock, systemRandom } from '../../src-main/lane/system.ts'
import { startProgram } from '../../tools/world/program.ts'
import { openStore, type Store } from '../e2e/support/store.ts'
import { nextInput } from '../storage/selling.ts'
import { type BenchRow, besideRows, secondsOf } from './figures.ts'

const batches = 100
const batchEntries = 200
const laneId = 'lane-1'

/** A lane's life of baskets that were filled and given up. */
function writeJournal(epoch: number): readonly JournalEntry[] {
  let head: JournalHead = genesis(laneId, epoch, sha256)
  let state = initialState('en')
  const entries: JournalEntry[] = []
  while (entries.length < batches * batchEntries) {
    const input = nextInput(state, head.seq)
    const news = chain(head, input.news, sha256)
    const { seq, hash } = present(news.at(-1), 'an input has facts')
    head = { ...head, seq, hash }
    state = input.state
    entries.push(...news)
  }
  return entries
}

async function newLane(store: Store, folder: string) {
  const { url } = store.world.server().ready
  const enrolled = await enrol(folder, { url, send: fetchSend }, await store.enrolmentCode(laneId))
  assert(enrolled.ok, 'the bench lane enrols')
  const { sign, epoch } = enrolled.value
  const needs: ClientNeeds = {
    ...{ url, laneId, send: fetchSend, sign, sha256 },
    ...{ clock: systemClock, random: systemRandom },
  }
  return { client: createServerClient(needs), epoch }
}

const startEcho = (folder: string) =>
  startProgram({
    name: 'echo',
    script: join(import.meta.dirname, 'echo.ts'),
    args: [],
    schema: v.object({ listening: v.string() }),
    logFile: join(folder, 'echo.log'),
  })

async function measure(store: Store, folder: string, echoUrl: string) {
  const { client, epoch } = await newLane(store, folder)
  const uploadsMs: number[] = []
  const echoesMs: number[] = []
  for (let waiting = writeJournal(epoch); waiting.length > 0; ) {
    const entries = uploadBatch(waiting)
    waiting = waiting.slice(entries.length)
    const request = { epoch, entries }
    const seconds = await secondsOf(async () => {
      const reply = await client.upload(request)
      assert(reply.ok && reply.value.quarantined.length === 0, 'the server takes every entry')
      assert(reply.value.head.hash === entries.at(-1)?.hash, 'the server holds all of the journal')
    })
    uploadsMs.push(seconds * 1_000)
    const echoed = await secondsOf(async () => {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(request)
      const reply = await fetchSend({ method: 'POST', url: echoUrl + paths.journal, headers, body })
      assert(reply.ok && reply.value.body.length === body.length, 'the echo is whole')
    })
    echoesMs.push(echoed * 1_000)
  }
  return { uploadsMs, echoesMs }
}

export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scanway-bench-'))
  const echo = await startEcho(folder)
  assert(echo.ok, 'the echo starts')
  const store = await openStore()
  const { uploadsMs, echoesMs } = await measure(store, folder, echo.value.ready.listening)
  await echo.value.end()
  await store.end()
  rmSync(folder, { recursive: true })
  return besideRows(
    'ms',
    { what: `${batchEntries} facts uploaded`, samples: uploadsMs },
    { what: 'bare Fastify echo', samples: echoesMs },
  )
}
