/** A lane's identity: made once, kept for its user alone, and signed with what the server was given. */

import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assert, err, ok } from '../../domain/result.ts'
import type { HttpReply, HttpRequest, HttpSend } from '../../lane/sync/server-client.ts'
import { enrol, readIdentity } from '../../src-main/lane/identity.ts'

let folder: string
let requests: HttpRequest[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scanway-identity-'))
  requests = []
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const answering =
  (status: number, body: unknown): HttpSend =>
  async (request) => {
    requests.push(request)
    return ok<HttpReply>({ status, body: JSON.stringify(body) })
  }

const silent: HttpSend = async () => err({ kind: 'TransportFailed', reason: 'refused' })
const server = (send: HttpSend) => ({ url: 'http://127.0.0.1:1', send })
const granted = answering(200, { laneId: 'lane-1', epoch: 1 })

describe('identity', () => {
  it('is not there before the lane is enrolled', () => {
    expect(readIdentity(folder)).toBeUndefined()
  })

  it('signs with the key whose public half went to the server', async () => {
    const enrolled = await enrol(folder, server(granted), 'CODE-1234')
    assert(enrolled.ok, 'the lane is enrolled')
    const { publicKey } = JSON.parse(requests[0]?.body ?? '')
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
    const signature = Buffer.from(enrolled.value.sign('text'), 'base64url')
    expect(verify(null, Buffer.from('text'), key, signature)).toBe(true)
  })

  it('is the same after a restart', async () => {
    const enrolled = await enrol(folder, server(granted), 'CODE-1234')
    const again = readIdentity(folder)
    expect(again).toMatchObject({ laneId: 'lane-1', epoch: 1 })
    expect(again?.sign('x')).toBe(enrolled.ok ? enrolled.value.sign('x') : undefined)
  })

  it('lies in files that nobody else may read', async () => {
    await enrol(folder, server(granted), 'CODE-1234')
    for (const name of ['lane-key.pem', 'identity.json']) {
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
    }
  })

  it('tries again after silence with the same key, so that a lost answer costs nothing', async () => {
    const first = await enrol(folder, server(silent), 'CODE-1234')
    expect(first).toMatchObject({ ok: false, error: { kind: 'Unreachable' } })
    await enrol(folder, server(granted), 'CODE-1234')
    await enrol(folder, server(granted), 'CODE-1234')
    expect(requests[0]?.body).toBe(requests[1]?.body)
  })

  it.each([
    ['no code', granted, undefined, 'NoCode'],
    [
      'a code that the server refuses',
      answering(403, { error: 'X', message: 'used' }),
      'CODE-1234',
      'Refused',
    ],
    ['a captive portal', answering(200, '<html>'), 'CODE-1234', 'Unreachable'],
    ['a server in trouble', answering(500, { error: 'X', message: 'x' }), 'CODE-1234', 'Unreachable'],
  ])('is refused by name for %s', async (_name, send, code, kind) => {
    expect(await enrol(folder, server(send), code)).toMatchObject({ ok: false, error: { kind } })
    expect(readIdentity(folder)).toBeUndefined()
  })

  it('does not trust a damaged file', () => {
    writeFileSync(join(folder, 'identity.json'), '{"laneId":"../../etc","epoch":1}')
    expect(readIdentity(folder)).toBeUndefined()
  })
})
