/** The server as it runs: its own process on the loopback, told to stop, killed, started on what it left. */

import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { healthSchema, paths } from '../../domain/contract/wire.ts'
import { ensureAlipayKeys } from '../../sandbox/alipay/demo-keys.ts'
import { ensureWechatKeys } from '../../sandbox/wechat/demo-keys.ts'
import { enrolmentCode, newKeyPair, seedRows } from './support/rig.ts'

const main = new URL('../../src-server/main.ts', import.meta.url).pathname
const listeningSchema = v.object({ listening: v.string(), officeTokenFile: v.string() })

let keys: string
let data: string
const children: ChildProcess[] = []
beforeAll(() => {
  keys = mkdtempSync(join(tmpdir(), 'scanway-main-keys-'))
  ensureWechatKeys(join(keys, 'wechat'), 'Corner Shop', Date.now())
})
afterAll(() => rmSync(keys, { recursive: true, force: true }))
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'scanway-main-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await ended(child)
    }
  }
  rmSync(data, { recursive: true, force: true })
})

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)))

function launch(...changes: readonly string[]) {
  const seedFile = join(data, 'seed.jsonl')
  writeFileSync(
    seedFile,
    seedRows(50)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  )
  const usual = [
    ...['--data', data, '--port', '0', '--public-url', 'http://127.0.0.1:1', '--seed', seedFile],
    ...['--wechat-gateway', 'http://127.0.0.1:1', '--merchant-keys', join(keys, 'wechat', 'merchant')],
  ]
  const child = spawn(process.execPath, [main, ...usual, ...changes], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let log = ''
  child.stderr.on('data', (chunk) => {
    log += String(chunk)
  })
  return { child, log: () => log }
}

async function start() {
  const { child, log } = launch()
  if (child.stdout === null) throw new Error('the server has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, log, ...v.parse(listeningSchema, JSON.parse(line)) }
  }
  throw new Error(`the server ended: ${log()}`)
}

async function enrol(url: string): Promise<number> {
  const body = JSON.stringify({ code: enrolmentCode, publicKey: newKeyPair().publicKey })
  return (await fetch(url + paths.enrol, { method: 'POST', body })).status
}

describe('the program', () => {
  it('listens on the loopback address, answers, and ends when told to', async () => {
    const { child, listening, officeTokenFile, log } = await start()
    expect(listening).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const health = v.parse(healthSchema, await (await fetch(listening + paths.health)).json())
    expect(health.ok).toBe(true)
    expect(statSync(officeTokenFile).mode & 0o777).toBe(0o600)
    const exit = ended(child)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(log()).toContain('"event":"Stopped"')
  })

  it('alone works on its data, and killed starts again on what it had acknowledged', async () => {
    const first = await start()
    const beside = launch()
    expect(await ended(beside.child)).toBe(1)
    expect(beside.log()).toContain('another server works on')
    expect(await enrol(first.listening)).toBe(200)
    const exit = ended(first.child)
    first.child.kill('SIGKILL')
    await exit
    const second = await start()
    expect(second.log()).toContain('"isNew":false')
    expect(await enrol(second.listening)).toBe(409)
  })

  it('says which file keeps it from its data where the lock itself is damaged', async () => {
    writeFileSync(join(data, 'server.lock'), 'no lock of anybody’s, and longer than a header. '.repeat(40))
    const { child, log } = launch()
    expect(await ended(child)).toBe(1)
    expect(log()).toContain('server.lock cannot be locked')
  })

  it.each([
    ['an option nobody knows', ['--colour', 'red'], 'Usage'],
    ['a port that is none', ['--port', '99999'], '--port'],
    ['no merchant keys', ['--merchant-keys', '/nowhere'], 'merchant keys'],
    ['a seed that is none', ['--seed', main], 'RowRefused'],
  ])('given %s says so in a sentence and does not start', async (_what, changes, sentence) => {
    const { child, log } = launch(...changes)
    expect(await ended(child)).toBe(1)
    expect(log()).toContain('The store server did not start')
    expect(log()).toContain(sentence)
  })

  it('takes no Alipay without its keys, and no keys that others may read', async () => {
    const refusal = async (...changes: readonly string[]): Promise<string> => {
      const { child, log } = launch(...changes)
      expect(await ended(child)).toBe(1)
      return log()
    }
    const gateway = ['--alipay-gateway', 'http://127.0.0.1:1/gateway.do']
    expect(await refusal(...gateway)).toContain('--alipay-keys is missing')
    const { merchant } = ensureAlipayKeys(join(keys, 'alipay'), 'Corner Shop', Date.now())
    chmodSync(join(merchant, 'app-private-key.pem'), 0o644)
    expect(await refusal(...gateway, '--alipay-keys', merchant)).toContain('KeyFileExposed')
  })
})
