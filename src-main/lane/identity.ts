/**
 * Who this lane is: its own Ed25519 key, made here and never leaving the disk, and the name and epoch the store
 * server gave it for an enrolment code. Files are readable by the lane's user only.
 */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { type EnrolReply, enrolReplySchema, paths, refusalSchema } from '../../domain/contract/wire.ts'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { HttpSend, Sign } from '../../lane/sync/server-client.ts'

export interface Identity extends EnrolReply {
  readonly sign: Sign
}

export type EnrolRefusal =
  | { readonly kind: 'NoCode' }
  | { readonly kind: 'Unreachable'; readonly reason: string }
  | { readonly kind: 'Refused'; readonly message: string }

/** Writes whole or not at all, on the disk before it returns. */
function writeDurably(path: string, text: string): void {
  const draft = `${path}.new`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(draft, path)
  chmodSync(path, 0o600)
}

function deviceKey(dataDir: string): KeyObject {
  const path = join(dataDir, 'lane-key.pem')
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeDurably(path, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  }
  return createPrivateKey(readFileSync(path))
}

const signer =
  (key: KeyObject): Sign =>
  (text) =>
    sign(null, Buffer.from(text, 'utf8'), key).toString('base64url')

const identityPath = (dataDir: string): string => join(dataDir, 'identity.json')

/** The identity on this disk, if the lane has been enrolled. */
export function readIdentity(dataDir: string): Identity | undefined {
  const path = identityPath(dataDir)
  if (!existsSync(path)) return undefined
  const parsed = parseJson(enrolReplySchema, readFileSync(path, 'utf8'))
  return parsed.ok ? { ...parsed.value, sign: signer(deviceKey(dataDir)) } : undefined
}

/** Trades an enrolment code for an identity and keeps it. Trying again after a lost answer needs a new code. */
export async function enrol(
  dataDir: string,
  server: { readonly url: string; readonly send: HttpSend },
  code: string | undefined,
): Promise<Result<Identity, EnrolRefusal>> {
  if (code === undefined) return err({ kind: 'NoCode' })
  const key = deviceKey(dataDir)
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url')
  const reply = await server.send({
    method: 'POST',
    url: server.url + paths.enrol,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey }),
  })
  if (!reply.ok) return err({ kind: 'Unreachable', reason: reply.error.reason })
  const enrolled = parseJson(enrolReplySchema, reply.value.body)
  if (reply.value.status === 200 && enrolled.ok) {
    writeDurably(identityPath(dataDir), JSON.stringify(enrolled.value))
    return ok({ ...enrolled.value, sign: signer(key) })
  }
  const refusal = parseJson(refusalSchema, reply.value.body)
  return refusal.ok && reply.value.status < 500
    ? err({ kind: 'Refused', message: refusal.value.message })
    : err({ kind: 'Unreachable', reason: `the server answered ${reply.value.status}` })
}
