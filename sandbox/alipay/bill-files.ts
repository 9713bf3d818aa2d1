/**
 * The files behind the addresses of bills: made when they are asked for, fetched without a signature by whoever knows
 * the token, and for half a minute only. In memory, as fleeting as the addresses.
 */

import type { FastifyInstance } from 'fastify'
import { type Outgoing, passThrough, type Trouble } from '../faults/pass.ts'
import type { Random, SandboxClock } from '../ports.ts'
import { newFileToken } from './ids.ts'

const path = '/dl/alipay/downloadBillFile.resource'
const addressLifeMs = 30_000
const keptFilesMax = 100

export interface BillFiles {
  /** The address of these bytes, below the gateway's own. */
  readonly keep: (bytes: Buffer) => string
  /** `undefined` once its half minute is over. */
  readonly byToken: (token: string) => Buffer | undefined
}

export function createBillFiles(clock: SandboxClock, random: Random): BillFiles {
  let files: readonly { readonly token: string; readonly bytes: Buffer; readonly untilMs: number }[] = []
  return {
    keep(bytes) {
      const token = newFileToken(random)
      files = [...files, { token, bytes, untilMs: clock.nowMs() + addressLifeMs }].slice(-keptFilesMax)
      return `${path}?fileId=${token}`
    },
    byToken: (token) => files.find((file) => file.token === token && clock.nowMs() < file.untilMs)?.bytes,
  }
}

const page = (status: number, sentence: string): Outgoing => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<h1>${sentence}</h1>`,
})
const tooMany = page(429, '请稍后再试')
const gone = page(403, '链接已失效')

export function addBillFiles(
  app: FastifyInstance,
  clock: SandboxClock,
  trouble: Trouble,
  files: BillFiles,
): void {
  const api = 'alipay_bill_file'
  app.get(path, (request, reply) => {
    const token = new URL(request.originalUrl, 'http://gateway').searchParams.get('fileId') ?? ''
    const fault = trouble.faults.strike(api, undefined)
    const bytes = fault?.kind === 'bill_expired_url' ? undefined : files.byToken(token)
    const found = bytes && { status: 200, headers: { 'content-type': 'application/zip' }, body: bytes }
    const answer = fault?.kind === 'rate_limited' ? tooMany : (found ?? gone)
    return passThrough({ trouble, clock, api, outTradeNo: undefined, fault, reply }, () => answer)
  })
}
