/**
 * The world around a kiosk, from real programs on the loopback: the sandbox's wallet and payment platforms, and the
 * store server with the demo store in it. Used by the demo, the tour, the benches and the end-to-end tests.
 */

import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import * as v from 'valibot'
import { assert, ok, type Result } from '../../domain/result.ts'
import { root } from './places.ts'
import { type Program, type ProgramFailed, startProgram } from './program.ts'
import { writeSeedFile } from './seed-file.ts'

const sandboxReady = v.object({
  url: v.string(),
  secondUrl: v.string(),
  doorUrl: v.string(),
  wallet: v.string(),
  ledger: v.string(),
  merchantKeys: v.string(),
  alipayGateway: v.string(),
  alipayKeys: v.string(),
})

const serverReady = v.pipe(
  v.object({ listening: v.string(), officeTokenFile: v.string() }),
  v.transform(({ listening, officeTokenFile }) => ({ url: listening, officeTokenFile })),
)

export type Sandbox = Program<v.InferOutput<typeof sandboxReady>>
export type Server = Program<v.InferOutput<typeof serverReady>>

export interface StoreWorld {
  readonly home: string
  readonly sandbox: Sandbox
  server(): Server
  /** Ends the server as a power cut would, or gently, and starts it again on the same port and data. */
  stopServer(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  startServer(): Promise<Result<Server, ProgramFailed>>
  end(): Promise<void>
}

export interface WorldOptions {
  /** Folder of this world; the same again continues the same store. */
  readonly home: string
  readonly items: number
  /** 0 takes any free port. */
  readonly serverPort: number
  readonly sandboxPort: number
}

/** A port that is free now: the server's public address must be known before it listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      assert(typeof address === 'object' && address !== null, 'a listening socket has a port')
      probe.close(() => resolve(address.port))
    })
  })
}

function startSandbox({ home, sandboxPort }: WorldOptions): Promise<Result<Sandbox, ProgramFailed>> {
  const data = path.join(home, 'sandbox')
  return startProgram({
    name: 'sandbox',
    script: path.join(root, 'sandbox', 'main.ts'),
    args: ['--port', String(sandboxPort), '--data', data],
    schema: sandboxReady,
    logFile: path.join(home, 'sandbox.log'),
  })
}

function startServer(
  { home }: WorldOptions,
  port: number,
  sandbox: Sandbox,
): Promise<Result<Server, ProgramFailed>> {
  return startProgram({
    name: 'store server',
    script: path.join(root, 'src-server', 'main.ts'),
    args: [
      ...['--port', String(port)],
      ...['--public-url', `http://127.0.0.1:${port}`],
      ...['--data', path.join(home, 'server')],
      ...['--wechat-gateway', sandbox.ready.url],
      ...['--wechat-second-gateway', sandbox.ready.secondUrl],
      ...['--wechat-door', sandbox.ready.doorUrl],
      ...['--wechat-face-gateway', sandbox.ready.url],
      ...['--wechat-face', 'facepay'],
      ...['--merchant-keys', sandbox.ready.merchantKeys],
      ...['--alipay-gateway', sandbox.ready.alipayGateway],
      ...['--alipay-keys', sandbox.ready.alipayKeys],
      ...['--alipay-smile', 'zoloz.authentication.smilepay.initialize'],
      ...['--seed', path.join(home, 'seed.jsonl')],
    ],
    schema: serverReady,
    logFile: path.join(home, 'server.log'),
  })
}

export async function startStoreWorld(options: WorldOptions): Promise<Result<StoreWorld, ProgramFailed>> {
  const { home, items, serverPort } = options
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeSeedFile(path.join(home, 'seed.jsonl'), items)
  const sandbox = await startSandbox(options)
  if (!sandbox.ok) return sandbox
  const port = serverPort === 0 ? await freePort() : serverPort
  const first = await startServer(options, port, sandbox.value)
  if (!first.ok) {
    await sandbox.value.end()
    return first
  }
  let server = first.value
  return ok({
    home,
    sandbox: sandbox.value,
    server: () => server,
    async stopServer(signal) {
      process.kill(server.pid, signal)
      await server.ended
    },
    async startServer() {
      const again = await startServer(options, port, sandbox.value)
      if (again.ok) server = again.value
      return again
    },
    async end() {
      await Promise.all([server.end(), sandbox.value.end()])
    },
  })
}
