/** `POST /pay/downloadbill`: the bill itself as plain text, or XML that says why not. */

import { gzipSync } from 'node:zlib'
import { billAbsence, billOf } from '../bills/bill.ts'
import { billBytes, billText } from '../bills/table.ts'
import type { V2Endpoint } from './endpoint.ts'
import { failed, v2Refusals } from './reply.ts'
import { billSchema, readFields } from './request-schema.ts'

const absent = () => failed('20002', 'No Bill Exist')

export const downloadBill: V2Endpoint = {
  api: 'v2_downloadbill',
  url: '/pay/downloadbill',
  handle(ports, words, fault) {
    const read = readFields(billSchema, words)
    if (!read.ok) return read.error
    const { bill_date, bill_type, tar_type } = read.value
    const day = `${bill_date.slice(0, 4)}-${bill_date.slice(4, 6)}-${bill_date.slice(6, 8)}`
    const absence = fault?.kind === 'bill_late' ? 'notReady' : billAbsence(ports.clock.nowMs(), day)
    if (absence === 'future' || absence === 'tooOld') return v2Refusals.parameter('bill_date')
    if (absence !== undefined) return failed('20007', 'Bill Creating')
    const table = billOf(ports, day, 'trade', bill_type)
    if (table.rows.length === 0) return absent()
    const bytes = billBytes(billText(table, fault), fault)
    return tar_type === 'GZIP' ? gzipSync(bytes) : bytes
  },
}
