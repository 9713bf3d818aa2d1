/**
 * `GET /v3/bill/tradebill` and `fundflowbill`, which answer where the file lies and what its digest is, and the file
 * itself: packed when it was asked for so, unsigned, for those who sign their request.
 */

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import type { BillFiles } from '../../bill-files.ts'
import type { FaultAction } from '../../faults/actions.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { Endpoint, Incoming } from '../v3/endpoint.ts'
import { answered, type Reply, refusals } from '../v3/reply.ts'
import { type BillAbsence, billAbsence, billOf, type TradeBillType } from './bill.ts'
import { billBytes, billText } from './table.ts'

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/))
const tarType = v.optional(v.literal('GZIP'))
const tradeSchema = v.strictObject({
  bill_date: day,
  bill_type: v.optional(v.picklist(['ALL', 'SUCCESS', 'REFUND']), 'ALL'),
  tar_type: tarType,
})
const fundsSchema = v.strictObject({
  bill_date: day,
  account_type: v.optional(v.picklist(['BASIC', 'OPERATION', 'FEES']), 'BASIC'),
  tar_type: tarType,
})

function refusalOf(absence: BillAbsence): Reply {
  switch (absence) {
    case 'future':
    case 'tooOld':
      return refusals.parameter('/bill_date', absence)
    case 'notReady':
      return refusals.billCreating()
    case 'empty':
      return refusals.billAbsent()
  }
}

interface Asked {
  readonly bill_date: string
  readonly tar_type?: 'GZIP' | undefined
}

export function createBillEndpoints(files: BillFiles): readonly Endpoint[] {
  function offer(
    ports: WechatGatewayPorts,
    { origin }: Incoming,
    asked: Asked,
    type: TradeBillType | undefined,
    fault: FaultAction | undefined,
  ): Reply {
    const absence =
      fault?.kind === 'bill_late' ? 'notReady' : billAbsence(ports.clock.nowMs(), asked.bill_date)
    if (absence !== undefined) return refusalOf(absence)
    const table = billOf(ports, asked.bill_date, type === undefined ? 'funds' : 'trade', type ?? 'ALL')
    if (table.rows.length === 0) return refusalOf('empty')
    const bytes = billBytes(billText(table, fault), fault)
    const digest = createHash('sha1').update(bytes).digest('hex')
    const token = files.keep(asked.tar_type === 'GZIP' ? gzipSync(bytes) : bytes)
    return answered({
      hash_type: 'SHA1',
      hash_value:
        fault?.kind === 'bill_bad_hash' ? digest.replace(/^./, (c) => (c === '0' ? '1' : '0')) : digest,
      download_url: `${origin}/v3/billdownload/file?token=${token}`,
    })
  }

  const tradebill: Endpoint = {
    api: 'tradebill',
    method: 'GET',
    url: '/v3/bill/tradebill',
    handle(ports, incoming, fault) {
      const asked = v.safeParse(tradeSchema, incoming.query)
      if (!asked.success) return refusals.parameter('/bill_date', 'expected')
      return offer(ports, incoming, asked.output, asked.output.bill_type, fault)
    },
  }
  const fundflowbill: Endpoint = {
    api: 'fundflowbill',
    method: 'GET',
    url: '/v3/bill/fundflowbill',
    handle(ports, incoming, fault) {
      const asked = v.safeParse(fundsSchema, incoming.query)
      if (!asked.success) return refusals.parameter('/bill_date', 'expected')
      return offer(ports, incoming, asked.output, undefined, fault)
    },
  }
  const file: Endpoint = {
    api: 'billFile',
    method: 'GET',
    url: '/v3/billdownload/file',
    handle(_ports, { query }, fault) {
      const bytes = fault?.kind === 'bill_expired_url' ? undefined : files.byToken(query['token'] ?? '')
      return bytes === undefined ? refusals.billUrlExpired() : { status: 200, body: undefined, file: bytes }
    },
  }
  return [tradebill, fundflowbill, file]
}
