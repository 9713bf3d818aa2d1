/** Signing, verifying and opening, against published vectors and against everything a stranger might try. */

import { createCipheriv, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiV3KeyOf, openResource } from '../../../src-server/wechat/resource.ts'
import {
  answerMessage,
  authorization,
  isSignatureOf,
  requestMessage,
  signMessage,
} from '../../../src-server/wechat/signature.ts'
import { type Keyring, verifyAnswer } from '../../../src-server/wechat/verify.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const nowMs = 1_763_780_400_000
const serial = '5A0000000000000000000000000000000000CAFE'
const keyring: Keyring = new Map([
  [serial, pair.publicKey],
  ['PUB_KEY_ID_1', stranger.publicKey],
])

const keyOf = (text: string): KeyObject => {
  const key = apiV3KeyOf(text)
  if (!key.ok) throw new Error('key refused')
  return key.value
}

function signedAnswer(body: string, atMs = nowMs, key = pair.privateKey) {
  const timestamp = String(Math.floor(atMs / 1000))
  return {
    body,
    headers: {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': 'abc',
      'wechatpay-serial': serial,
      'wechatpay-signature': signMessage(answerMessage(timestamp, 'abc', body), key),
    },
  }
}

const vectorFile = new URL('../../../../shared/data/vectors/signatures.json', import.meta.url)

describe('published vectors', () => {
  test('the AES-GCM resource of the official Java SDK opens to its plaintext', ({ skip }) => {
    if (!existsSync(vectorFile)) skip(`no vectors at ${vectorFile.pathname}`)
    const { aead_aes_256_gcm: vector } = JSON.parse(readFileSync(vectorFile, 'utf8'))
    const { nonce, aad, ciphertext_b64: ciphertext, key, plaintext } = vector
    expect(openResource({ nonce, ciphertext, associated_data: aad }, [keyOf(key)])).toEqual({
      ok: true,
      value: plaintext,
    })
  })
})

describe('request signature', () => {
  const request = {
    method: 'GET',
    target: '/v3/certificates?a=1',
    timestampSeconds: 1,
    nonce: 'n',
    body: '',
  }

  test('the signed text ends with a line feed even when the body is empty', () => {
    expect(requestMessage(request)).toBe('GET\n/v3/certificates?a=1\n1\nn\n\n')
  })

  test('the header carries a signature that fits the exact bytes, and no other', () => {
    const body = '{"说明":"晴"}'
    const header = authorization(
      { mchid: '19', serial: 'AB', privateKey: pair.privateKey },
      { ...request, body },
    )
    expect(header).toMatch(
      /^WECHATPAY2-SHA256-RSA2048 mchid="19",nonce_str="n",timestamp="1",serial_no="AB",signature="[^"]+"$/,
    )
    const signature = /signature="([^"]+)"/.exec(header)?.[1] ?? ''
    expect(isSignatureOf(requestMessage({ ...request, body }), signature, pair.publicKey)).toBe(true)
    expect(isSignatureOf(requestMessage({ ...request, body: `${body} ` }), signature, pair.publicKey)).toBe(
      false,
    )
  })
})

describe('answer signature', () => {
  test('an authentic answer passes under the key its serial names', () => {
    expect(verifyAnswer(signedAnswer('{}'), keyring, nowMs).ok).toBe(true)
  })

  test.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial', 'wechatpay-signature'])(
    'an answer without %s is refused',
    (header) => {
      const answer = signedAnswer('{}')
      const { [header as keyof typeof answer.headers]: _, ...headers } = answer.headers
      expect(verifyAnswer({ ...answer, headers }, keyring, nowMs)).toEqual({
        ok: false,
        error: { kind: 'SignatureMissing', header },
      })
    },
  )

  test('the window is open below 300 seconds and shut at 300, both ways', () => {
    const skewed = (skewMs: number) => verifyAnswer(signedAnswer('{}', nowMs - skewMs), keyring, nowMs)
    expect(skewed(299_000).ok).toBe(true)
    expect(skewed(-299_000).ok).toBe(true)
    expect(skewed(300_000)).toEqual({ ok: false, error: { kind: 'TimestampOutOfRange', skewMs: 300_000 } })
    expect(skewed(-300_000)).toEqual({ ok: false, error: { kind: 'TimestampOutOfRange', skewMs: -300_000 } })
  })

  test.each(['', 'now', '1e9', '-1', '1763780400.5', '９９９'])(
    'the timestamp %j is refused',
    (timestamp) => {
      const answer = signedAnswer('{}')
      const headers = { ...answer.headers, 'wechatpay-timestamp': timestamp }
      expect(verifyAnswer({ ...answer, headers }, keyring, nowMs).ok).toBe(false)
    },
  )

  test('a signature probe is refused even though everything else fits', () => {
    const answer = signedAnswer('{}')
    const signature = `WECHATPAY/SIGNTEST/${answer.headers['wechatpay-signature']}`
    const headers = { ...answer.headers, 'wechatpay-signature': signature }
    expect(verifyAnswer({ ...answer, headers }, keyring, nowMs)).toEqual({
      ok: false,
      error: { kind: 'SignatureProbe' },
    })
  })

  test('a serial we were never given is refused by name', () => {
    const answer = signedAnswer('{}')
    const headers = { ...answer.headers, 'wechatpay-serial': 'FFFF' }
    expect(verifyAnswer({ ...answer, headers }, keyring, nowMs)).toEqual({
      ok: false,
      error: { kind: 'SerialUnknown', serial: 'FFFF' },
    })
  })

  test("another known key's serial does not lend its name", () => {
    const answer = signedAnswer('{}')
    const headers = { ...answer.headers, 'wechatpay-serial': 'PUB_KEY_ID_1' }
    expect(verifyAnswer({ ...answer, headers }, keyring, nowMs).ok).toBe(false)
  })

  test('a signature by any other key is refused', () => {
    const forged = signedAnswer('{}', nowMs, stranger.privateKey)
    expect(verifyAnswer(forged, keyring, nowMs)).toEqual({ ok: false, error: { kind: 'SignatureWrong' } })
  })

  test('no changed character of the body passes', () => {
    const answer = signedAnswer('{"amount":{"total":12840}}')
    fc.assert(
      fc.property(fc.nat(answer.body.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const letter = String.fromCharCode(code)
        fc.pre(answer.body[at] !== letter)
        const body = answer.body.slice(0, at) + letter + answer.body.slice(at + 1)
        return !verifyAnswer({ ...answer, body }, keyring, nowMs).ok
      }),
      { numRuns: 200 },
    )
  })

  test('no garbage in the headers passes or breaks the verifier', () => {
    const word = fc.oneof(fc.string(), fc.constant(serial), fc.constant('1763780400'))
    fc.assert(
      fc.property(word, word, word, word, fc.string(), (timestamp, nonce, named, signature, body) => {
        const headers = {
          'wechatpay-timestamp': timestamp,
          'wechatpay-nonce': nonce,
          'wechatpay-serial': named,
          'wechatpay-signature': signature,
        }
        return !verifyAnswer({ headers, body }, keyring, nowMs).ok
      }),
    )
  })
})

describe('sealed resource', () => {
  const secret = 'abcdefghijklmnopqrstuvwxyz012345'
  const nonce = 'abcdefghijkl'

  function seal(plaintext: string, key: string, aad = ''): string {
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(Buffer.from(aad))
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]).toString('base64')
  }

  test.each([16, 24, 31, 33])('an APIv3 key of %i bytes is refused', (bytes) => {
    expect(apiV3KeyOf('k'.repeat(bytes))).toEqual({ ok: false, error: { kind: 'ApiV3KeyLength', bytes } })
  })

  test('32 characters that are more than 32 bytes are refused', () => {
    expect(apiV3KeyOf('é'.repeat(32)).ok).toBe(false)
  })

  test('while the key is being reset, what the previous one sealed still opens', () => {
    const previous = 'z'.repeat(32)
    const resource = { nonce, ciphertext: seal('hello', previous) }
    expect(openResource(resource, [keyOf(secret), keyOf(previous)])).toEqual({ ok: true, value: 'hello' })
    expect(openResource(resource, [keyOf(secret)]).ok).toBe(false)
  })

  test('other associated data, another nonce, a cut or a changed ciphertext do not open', () => {
    const ciphertext = seal('hello', secret, 'transaction')
    const keys = [keyOf(secret)]
    expect(openResource({ nonce, ciphertext, associated_data: 'transaction' }, keys).ok).toBe(true)
    expect(openResource({ nonce, ciphertext, associated_data: 'refund' }, keys).ok).toBe(false)
    expect(openResource({ nonce, ciphertext }, keys).ok).toBe(false)
    expect(openResource({ nonce: 'bbbbbbbbbbbb', ciphertext, associated_data: 'transaction' }, keys).ok).toBe(
      false,
    )
    const bytes = Buffer.from(ciphertext, 'base64')
    const cut = bytes.subarray(0, -1).toString('base64')
    expect(openResource({ nonce, ciphertext: cut, associated_data: 'transaction' }, keys).ok).toBe(false)
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
    const changed = bytes.toString('base64')
    expect(openResource({ nonce, ciphertext: changed, associated_data: 'transaction' }, keys).ok).toBe(false)
  })

  test('no garbage opens or breaks the opener', () => {
    const keys = [keyOf(secret)]
    fc.assert(
      fc.property(fc.string(), fc.base64String(), fc.string(), (anyNonce, ciphertext, associated_data) => {
        return !openResource({ nonce: anyNonce, ciphertext, associated_data }, keys).ok
      }),
    )
  })
})
