/** The addresses of bills: fetched without a signature by whoever knows the token, and for half a minute only. */

import type { FastifyInstance } from 'fastify'
import { type BillFiles, createBillFiles } from '../bill-files.ts'
import { type Outgoing, passThrough, type Trouble } from '../faults/pass.ts'
import type { Random, SandboxClock } from '../ports.ts'
import { newFileToken } from './ids.ts'

const path = '/dl/alipay/downloadBillFile.resource'
const addressLifeMs = 30_000
const keptFilesMax = 100

/** Where a bill is fetched, below the gateway's own address. */
export const billAddress = (token: string): string => `${path}?fileId=${token}`

export const createAlipayBillFiles = (clock: SandboxClock, random: Random): BillFiles =>
  createBillFiles({
    clock,
    newToken: () => newFileToken(random),
    lifeMs: addressLifeMs,
    filesMax: keptFilesMax,
  })

const page = (status: number, sentence: string): Outgoing => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<h1>${sentence}</h1>`,
})
const tooMany = page(429, '请稍后再试')
const gone = page(403, '链接已失效')

export function addBillAddress(
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
