/**
 * Where secrets must not go: the server runs against a provider that echoes, breaks off, refuses and lies, is sent
 * garbage itself, and is killed. Neither what it printed nor what it left on disk holds a key or a shopper's code.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paymentPath } from '../../domain/contract/payment.ts'
import { paths } from '../../domain/contract/wire.ts'
import { ensureWechatKeys } from '../../sandbox/wechat/demo-keys.ts'
import { type Answer, enrolLane, type LaneSide, seedRows } from './support/rig.ts'

const main = new URL('../../src-server/main.ts', import.meta.url).pathname

let directory: string
let provider: Server
let child: ChildProcess
let printed = ''
let calls = 0
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scanway-secrets-'))
})
afterAll(() => {
  child.kill('SIGKILL')
  provider.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Each call fares worse than the one before. */
async function badProvider(): Promise<string> {
  provider = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const echo = JSON.stringify([request.url, request.headers, Buffer.concat(chunks).toString()])
      const troubles = [
        () => response.writeHead(200).end(echo),
        () => response.writeHead(500).end(echo),
        () => request.socket.destroy(),
        () => response.writeHead(401).end(`{"code":"SIGN_ERROR","message":${JSON.stringify(echo)}}`),
        () => response.writeHead(200).end(`<xml><return_msg>${Buffer.concat(chunks)}</return_msg></xml>`),
      ]
      troubles[calls++ % troubles.length]?.()
    })
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
}

async function startServer(gateway: string, merchantKeys: string): Promise<string> {
  const seedFile = join(directory, 'seed.jsonl')
  writeFileSync(
    seedFile,
    seedRows(5)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  )
  const given = ['--data', join(directory, 'data'), '--port', '0', '--public-url', 'http://127.0.0.1:1']
  const wechat = ['--wechat-gateway', gateway, '--merchant-keys', merchantKeys, '--seed', seedFile]
  const faces = ['--wechat-face-gateway', gateway, '--wechat-face', 'facepay']
  child = spawn(process.execPath, [main, ...given, ...wechat, ...faces], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('the server has no output')
  stderr.on('data', (chunk) => {
    printed += String(chunk)
  })
  for await (const line of createInterface({ input: stdout })) {
    printed += line
    return JSON.parse(line).listening
  }
  throw new Error(`the server ended: ${printed}`)
}

const sideOf = (url: string): LaneSide => ({
  clock: { ms: Date.now() },
  async send(method, path, options = {}): Promise<Answer> {
    const { body, headers = {} } = options
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(url + path, { method, headers, ...(method === 'POST' && { body: text }) })
    const raw = Buffer.from(await answer.arrayBuffer())
    const parsed = raw.length === 0 ? undefined : JSON.parse(raw.toString())
    return { status: answer.status, body: parsed, text: raw.toString(), raw, headers: {} }
  },
})

const codes = ['134567890123456781', '134567890123456782', '134567890123456783', '134567890123456784']
const faces = ['Zk1-the-first-face', 'Zk2-the-second-face', 'Zk3-the-third-face']
const holder = 'o_whose-face-it-is'
const rawData = 'what-the-terminal-says-of-itself'

const credentials = [
  ...codes.map((value) => ({ kind: 'code', value })),
  ...faces.map((value) => ({ kind: 'face', value, holder })),
]

test('keys, payment codes and faces are in no line it prints and in no file it leaves', async () => {
  const { merchant } = ensureWechatKeys(join(directory, 'keys'), 'Corner Shop', Date.now())
  const url = await startServer(await badProvider(), merchant)
  const lane = await enrolLane(sideOf(url))
  for (const [at, credential] of credentials.entries()) {
    const names = { paymentId: `pay-${at}`, saleId: `sale-${at}`, wallet: 'wechat' }
    const payment = { ...names, amountMinor: 1_280, currency: 'CNY', credential }
    expect((await lane.post(paths.payments, payment)).status).toBe(200)
    await lane.get(paymentPath(`pay-${at}`))
  }
  const plain = { paymentId: 'pay-q', saleId: 'sale-q', wallet: 'wechat', amountMinor: 5, currency: 'CNY' }
  await lane.post(paths.payments, plain)
  const terminal = { paymentId: 'pay-f', wallet: 'wechat', amountMinor: 5, deviceId: 'CAM-1', rawData }
  expect((await lane.post(paths.faceSessions, terminal)).status).toBe(503)
  const secrets = ['apiv2.key', 'apiv3.key'].map((name) => readFileSync(join(merchant, name), 'utf8').trim())
  for (const body of ['', '{', JSON.stringify({ resource: secrets[0] })])
    await fetch(`${url}/notify/wechat`, { method: 'POST', body })
  await expect.poll(() => calls).toBeGreaterThan(credentials.length + 2)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended

  const keyLine = readFileSync(join(merchant, 'private-key.pem'), 'utf8').split('\n')[1] ?? ''
  const kept = readdirSync(join(directory, 'data'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(directory, 'data', name), 'latin1'))
    .join()
  expect(kept).toContain('pay-0')
  expect(printed).toContain('"event"')
  for (const secret of [...secrets, ...codes, ...faces, holder, rawData, keyLine, 'PRIVATE KEY']) {
    expect(secret.length).toBeGreaterThan(8)
    expect(printed).not.toContain(secret)
    expect(kept).not.toContain(secret)
  }
})
