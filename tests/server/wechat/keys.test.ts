/** The merchant's key directory: refused when others could read it, when it is broken, or when it is not ours. */

import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensureWechatKeys } from '../../../sandbox/wechat/demo-keys.ts'
import { loadMerchantKeys } from '../../../src-server/wechat/keys.ts'

let root: string
let merchant: string
let gateway: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scanway-keys-'))
  const directories = ensureWechatKeys(join(root, 'keys'), 'Corner Shop', Date.UTC(2026, 10, 22))
  merchant = directories.merchant
  gateway = directories.gateway
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const textsIn = (directory: string): readonly string[] =>
  readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))

describe('demo keys', () => {
  test('are made once: a second start finds the same', () => {
    const before = textsIn(merchant)
    ensureWechatKeys(join(root, 'keys'), 'Another Shop', Date.UTC(2027, 0, 1))
    expect(textsIn(merchant)).toEqual(before)
    expect(readdirSync(root)).toEqual(['keys'])
  })

  test('are for their owner only', () => {
    for (const directory of [merchant, gateway]) {
      expect(statSync(directory).mode & 0o777).toBe(0o700)
      for (const name of readdirSync(directory))
        expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600)
    }
  })

  test("neither side holds the other's private key", () => {
    const privateKeys = (directory: string) =>
      textsIn(directory).filter((text) => text.includes('PRIVATE KEY'))
    const ours = privateKeys(merchant)
    const theirs = privateKeys(gateway)
    expect([ours.length, theirs.length]).toEqual([1, 3])
    expect(theirs).not.toContain(ours[0])
  })
})

describe('loading', () => {
  test('a whole directory loads, with certificate and public key side by side', () => {
    const loaded = loadMerchantKeys(merchant)
    if (!loaded.ok) throw new Error(loaded.error.kind)
    const serials = [...loaded.value.platformKeys.keys()]
    expect(serials.some((serial) => serial.startsWith('PUB_KEY_ID_'))).toBe(true)
    expect(serials.some((serial) => /^[0-9A-F]{40}$/.test(serial))).toBe(true)
    expect(serials).toContain(loaded.value.answerSerial)
  })

  test('printing the loaded keys shows no secret', () => {
    const loaded = loadMerchantKeys(merchant)
    const printed = inspect(loaded, { depth: 9, showHidden: true }) + JSON.stringify(loaded)
    for (const name of ['apiv3.key', 'apiv2.key'])
      expect(printed).not.toContain(readFileSync(join(merchant, name), 'utf8'))
    expect(printed).not.toContain('PRIVATE KEY')
  })

  const guarded = [
    'private-key.pem',
    'apiv3.key',
    'merchant.json',
    'apiv2.key',
    'certificate.pem',
    'authorities.pem',
  ]
  test.each(guarded)('%s readable by others is refused', (name) => {
    for (const mode of [0o640, 0o604, 0o660, 0o644]) {
      chmodSync(join(merchant, name), mode)
      expect(loadMerchantKeys(merchant)).toEqual({
        ok: false,
        error: { kind: 'KeyFileExposed', file: join(merchant, name), mode: mode.toString(8) },
      })
    }
  })

  test.each(['private-key.pem', 'apiv3.key', 'merchant.json'])('a missing %s is named', (name) => {
    rmSync(join(merchant, name))
    expect(loadMerchantKeys(merchant)).toMatchObject({
      error: { kind: 'KeyFileMissing', file: join(merchant, name) },
    })
  })

  test.each([
    ['private-key.pem', 'hello', 'KeyFileUnreadable'],
    ['merchant.json', '{', 'KeyFileUnreadable'],
    ['merchant.json', '{"mchid":"1"}', 'KeyFileUnreadable'],
    ['apiv3.key', 'sixteen bytes is', 'ApiV3KeyLength'],
    ['apiv2.key', 'sixteen bytes is', 'ApiV2KeyForm'],
  ])('%s holding %j is refused', (name, text, kind) => {
    writeFileSync(join(merchant, name), text)
    expect(loadMerchantKeys(merchant)).toMatchObject({ error: { kind } })
  })

  test('a merchant without payment codes over v2 has no such keys, and loads', () => {
    rmSync(join(merchant, 'apiv2.key'))
    expect(loadMerchantKeys(merchant)).toMatchObject({ ok: true, value: { v2: undefined } })
  })

  test.each(['apiv2', 'apiv3'])(
    'while %s is being reset, the previous key stands behind the current one',
    (name) => {
      const former = readFileSync(join(merchant, `${name}.key`), 'utf8')
      writeFileSync(join(merchant, `${name}.previous.key`), former, { mode: 0o600 })
      writeFileSync(join(merchant, `${name}.key`), 'A'.repeat(32))
      const loaded = loadMerchantKeys(merchant)
      if (!loaded.ok) throw new Error(loaded.error.kind)
      const found = name === 'apiv2' ? loaded.value.v2?.keys : loaded.value.apiV3Keys
      expect(found?.map((key) => key.export().toString())).toEqual(['A'.repeat(32), former])
    },
  )

  test('a key file outside the directory cannot be named', () => {
    const file = join(merchant, 'merchant.json')
    const named = readFileSync(file, 'utf8').replace(/platform-[^"]+/, '../gateway/x.pem')
    writeFileSync(file, named)
    expect(loadMerchantKeys(merchant)).toMatchObject({ error: { kind: 'KeyFileUnreadable' } })
  })
})
