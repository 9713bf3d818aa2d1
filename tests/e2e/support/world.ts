/**
 * The world around a kiosk under test: the sandbox's wallet and payment platform, and the store server, each the
 * product's own program on a free port of the loopback. A test may stop the server and start it again at the same
 * address. Everything lies in one temporary folder and is ended by process id.
 */

import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import * as v from 'valibot'
import { assert } from '../../../domain/result.ts'
import { type Program, startProgram } from '../../../tools/world/program.ts'
import { enrolCode, writeSeedFile } from './seed-file.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')

const itemsDefault = 300

const sandboxReady = v.object({
  url: v.string(),
  wallet: v.string(),
  ledger: v.string(),
  merchantKeys: v.string(),
})
const serverReady = v.object({ listening: v.string(), officeTokenFile: v.string() })

type Sandbox = v.InferOutput<typeof sandboxReady>
type Server = v.InferOutput<typeof serverReady>

export interface World {
  readonly folder: string
  readonly sandbox: Sandbox
  readonly serverUrl: string
  /** The bearer token of the server's office pages. */
  readonly officeToken: () => string
  readonly stopServer: () => Promise<void>
  readonly startServer: () => Promise<void>
  /** A new data folder for a lane, and the code it enrols with. */
  readonly lane: (laneId: string) => { readonly data: string; readonly enrol: string }
  readonly end: () => Promise<void>
}

async function startOrFail<S extends v.GenericSchema>(
  folder: string,
  name: string,
  script: string,
  args: readonly string[],
  schema: S,
): Promise<Program<v.InferOutput<S>>> {
  const logFile = path.join(folder, `${name}.log`)
  const started = await startProgram({ name, script: path.join(root, script), args, schema, logFile })
  const why = started.ok ? '' : `${started.error.reason}\n${fs.readFileSync(logFile, 'utf8').slice(-2_000)}`
  assert(started.ok, `${name} starts: ${why}`)
  return started.value
}

/** A port that was free a moment ago: the server must know its own address before it listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const listener = net.createServer()
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      listener.close(() => resolve(port))
    })
  })
}

export async function startWorld(items: number = itemsDefault): Promise<World> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-world-'))
  const seedFile = path.join(folder, 'seed.jsonl')
  writeSeedFile(seedFile, items)

  const sandboxArgs = ['--port', '0', '--data', path.join(folder, 'sandbox')]
  const sandbox = await startOrFail(folder, 'sandbox', 'sandbox/main.ts', sandboxArgs, sandboxReady)

  const port = await freePort()
  const serverUrl = `http://127.0.0.1:${port}`
  const serverArgs = [
    ...['--data', path.join(folder, 'server'), '--port', String(port), '--seed', seedFile],
    ...['--wechat-gateway', sandbox.ready.url, '--merchant-keys', sandbox.ready.merchantKeys],
    ...['--public-url', serverUrl],
  ]
  const openServer = (): Promise<Program<Server>> =>
    startOrFail(folder, 'server', 'src-server/main.ts', serverArgs, serverReady)
  let server = await openServer()

  return {
    folder,
    sandbox: sandbox.ready,
    serverUrl,
    officeToken: () => fs.readFileSync(server.ready.officeTokenFile, 'utf8').trim(),
    stopServer: () => server.end(),
    startServer: async () => {
      server = await openServer()
    },
    lane: (laneId) => ({
      data: fs.mkdtempSync(path.join(folder, `${laneId}-`)),
      enrol: enrolCode(laneId),
    }),
    end: async () => {
      await server.end()
      await sandbox.end()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}
