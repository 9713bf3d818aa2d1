/**
 * Refunds that attendants give at lanes, on the server: found by a receipt of this store alone, within its limits, for
 * units that are left, and with goods that come back to the stock once.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type FoundReceipt,
  type ReceiptFind,
  type RefundRequest,
  receiptsFoundSchema,
} from '../../../domain/contract/refund.ts'
import { laneSetupSchema, paths } from '../../../domain/contract/wire.ts'
import { refundRefusalsMax } from '../../../domain/payment/refund.ts'
import type { Fact } from '../../../domain/sale/fact.ts'
import { saleRefundNo } from '../../../src-server/payments/refund-owed.ts'
import { settleRefund } from '../../../src-server/payments/settle-refund.ts'
import { createTurns } from '../../../src-server/payments/turns.ts'
import { attendantWindowMs } from '../../../src-server/refunds/permits.ts'
import { enrolLane, gtinOf, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, type SaleScript, saleScript } from '../support/sales.ts'

let rig: Rig
let lane: TestLane
let journal: ReturnType<typeof journalOf>
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  journal = journalOf('lane-1', 1)
})
afterEach(() => rig.close())

const upload = () => lane.post(paths.journal, { epoch: 1, entries: journal.entries })

/** One line of one and one of two, at 250 each. */
async function sell(script: SaleScript = saleScript(1)): Promise<SaleScript> {
  await payFor(rig, lane, script)
  journal.sell(script)
  await upload()
  return script
}

const find = async (wanted: ReceiptFind, by: TestLane = lane): Promise<readonly FoundReceipt[]> =>
  v.parse(receiptsFoundSchema, (await by.post(paths.receiptFind, wanted)).body).sales

const refundOf = (refundId: string, changes: Partial<RefundRequest> = {}): RefundRequest => ({
  refundId,
  saleId: 'sale-1',
  amountMinor: 250,
  lines: [{ lineId: 'sale-1-b', quantity: 1 }],
  reason: 'shopperChangedMind',
  badge: 'ATT001',
  ...changes,
})

const ask = async (request: RefundRequest) => {
  const { status, body } = await lane.post(paths.refunds, request)
  return [status, v.parse(v.object({ error: v.optional(v.string()) }), body).error]
}

const setLimits = (perRefundMinor: number, perAttendantMinor: number) =>
  rig.office('POST', 'refund-limits', { storeId: 'store-1', perRefundMinor, perAttendantMinor })

describe('a receipt', () => {
  it('is found by its token or its number, with what went back of it', async () => {
    const { receiptToken } = await sell()
    await ask(refundOf('r1'))
    const [found, ...others] = await find({ token: receiptToken })
    expect(others).toEqual([])
    expect(found).toMatchObject({
      saleId: 'sale-1',
      laneName: 'Lane 1',
      receiptNumber: 1,
      paidMinor: 750,
      refundedMinor: 250,
      lines: [
        { lineId: 'sale-1-a', quantity: 1, totalMinor: 250, refundedQuantity: 0 },
        { lineId: 'sale-1-b', quantity: 2, totalMinor: 500, refundedQuantity: 1 },
      ],
    })
    expect(await find({ receiptNumber: 1 })).toEqual([found])
    const page = await rig.send('GET', `/r/${receiptToken}?lang=en`)
    expect(page.text).toContain('Refunded ¥2.50')
  })

  it('that is unknown, or of a sale that was not paid, is none', async () => {
    journal.record('sale-2', ...saleScript(2).facts.slice(0, 4))
    await upload()
    expect(await find({ receiptNumber: 2 })).toEqual([])
    expect(await find({ token: 'nobody-gave-this-token' })).toEqual([])
    expect((await lane.post(paths.receiptFind, { receiptNumber: 0 })).status).toBe(400)
  })
})

describe('a refund at a lane', () => {
  it.each([
    ['a price that was not paid', { amountMinor: 251 }],
    ['more than was sold', { amountMinor: 750, lines: [{ lineId: 'sale-1-b', quantity: 3 }] }],
    ['a line of another sale', { lines: [{ lineId: 'sale-2-b', quantity: 1 }] }],
  ])('for %s is refused', async (_what, changes) => {
    await sell()
    expect(await ask(refundOf('r1', changes))).toEqual([409, 'RefundLinesDiffer'])
    expect(rig.provider.refunds.size).toBe(0)
  })

  it('of units that came back before is refused, and so is all that goes beyond', async () => {
    await sell()
    const whole = [{ lineId: 'sale-1-b', quantity: 2 }]
    expect(await ask(refundOf('r1', { amountMinor: 500, lines: whole }))).toEqual([200, undefined])
    expect(await ask(refundOf('r2'))).toEqual([409, 'RefundLinesDiffer'])
    const rest = { amountMinor: 250, lines: [{ lineId: 'sale-1-a', quantity: 1 }] }
    expect(await ask(refundOf('r3', rest))).toEqual([200, undefined])
    expect(await ask(refundOf('r4', rest))).toEqual([409, 'RefundLinesDiffer'])
  })

  it('keeps to the limits of the store, which the office sets and lanes are told', async () => {
    await sell()
    expect((await setLimits(300, 400)).status).toBe(200)
    expect(v.parse(laneSetupSchema, (await lane.get(paths.laneSetup)).body).refunds).toEqual({
      perRefundMinor: 300,
      perAttendantMinor: 400,
    })
    const two = { amountMinor: 500, lines: [{ lineId: 'sale-1-b', quantity: 2 }] }
    expect(await ask(refundOf('r1', two))).toEqual([403, 'RefundTooLarge'])
    expect(await ask(refundOf('r2'))).toEqual([200, undefined])
    expect(await ask(refundOf('r3'))).toEqual([403, 'AttendantLimit'])
    expect(await ask(refundOf('r2'))).toEqual([200, undefined])
    rig.clock.ms += attendantWindowMs
    expect(await ask(refundOf('r3'))).toEqual([200, undefined])
  })

  it('is refused where the store has no limits, and the office may do it', async () => {
    await sell()
    await rig.db.deleteFrom('refund_policy').execute()
    expect(await ask(refundOf('r1'))).toEqual([403, 'RefundsNotAllowed'])
    expect((await lane.get(paths.laneSetup)).body).not.toHaveProperty('refunds')
    const byOffice = { storeId: 'store-1', refund: refundOf('r1') }
    expect((await rig.office('POST', 'refunds', byOffice)).status).toBe(200)
  })
})

describe('goods that come back', () => {
  const accepted = (refundId: string): Fact => ({ kind: 'RefundAccepted', refundId, reference: 'R_1' })
  const returned = () =>
    rig.db.selectFrom('stock_return').select(['refund_id', 'line_id', 'quantity']).execute()

  it('stand on the shelf once, however often the journal is heard', async () => {
    await sell()
    await ask(refundOf('r1'))
    expect(await returned()).toEqual([])
    journal.record(null, accepted('r1'))
    await Promise.all([upload(), upload()])
    await upload()
    expect(await returned()).toEqual([{ refund_id: 'r1', line_id: 'sale-1-b', quantity: 1 }])
  })

  it('damaged, or of a refund that the server never took on, do not', async () => {
    await sell()
    await ask(refundOf('r1', { reason: 'damaged' }))
    journal.record(null, accepted('r1'), accepted('r9'))
    await upload()
    expect(await returned()).toEqual([])
    const asides = await rig.db.selectFrom('quarantine').select('reason').execute()
    expect(asides).toEqual([{ reason: 'RefundUnknown' }])
  })

  it('numbered, may be sold again', async () => {
    const plain = saleScript(1)
    const facts = plain.facts.map((fact) =>
      fact.kind === 'ItemScanned' && fact.lineId.endsWith('-a')
        ? { ...fact, pack: { serial: 'A1' }, serialCheck: 'store' as const }
        : fact,
    )
    await sell({ ...plain, facts })
    const isSold = async () => (await lane.post(paths.packs, { gtin: gtinOf(1), serial: 'A1' })).body
    expect(await isSold()).toMatchObject({ isSold: true })
    await ask(refundOf('r1', { lines: [{ lineId: 'sale-1-a', quantity: 1 }] }))
    journal.record(null, accepted('r1'))
    await upload()
    expect(await isSold()).toEqual({ isSold: false, returnedFrom: ['sale-1'] })
  })

  it('numbered, of a refund that is settled as void, count as sold again', async () => {
    const plain = saleScript(1)
    const facts = plain.facts.map((fact) =>
      fact.kind === 'ItemScanned' && fact.lineId.endsWith('-a')
        ? { ...fact, pack: { serial: 'A1' }, serialCheck: 'store' as const }
        : fact,
    )
    await sell({ ...plain, facts })
    rig.provider.fail('refund', ...Array<'refuse'>(60).fill('refuse'))
    await ask(refundOf('r1', { lines: [{ lineId: 'sale-1-a', quantity: 1 }] }))
    journal.record(null, accepted('r1'))
    await upload()
    for (let round = 0; round < refundRefusalsMax; round++) {
      rig.clock.ms += 3_600_000
      await rig.server.tickPayments()
    }
    rig.clock.ms += 60_000
    const number = saleRefundNo('store-1', 'r1')
    const word = { number, as: 'void', by: 'ATT001', note: 'never happened' } as const
    expect(await settleRefund(rig.ports, createTurns(), word)).toMatchObject({ ok: true })
    const { body } = await lane.post(paths.packs, { gtin: gtinOf(1), serial: 'A1' })
    expect(body).toMatchObject({ isSold: true, returnedFrom: [] })
  })
})
