/**
 * What the office is told of the stock: sales taken off, goods that came back put on again, each once, and each item of
 * the store, also where nothing of it ever moved.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../domain/contract/wire.ts'
import type { StockFigure } from '../../../src-server/stock/figures.ts'
import { enrolLane, gtinOf, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, saleScript } from '../support/sales.ts'

let rig: Rig
let lane: TestLane
let journal: ReturnType<typeof journalOf>
beforeEach(async () => {
  rig = await openRig({ items: 3 })
  lane = await enrolLane(rig)
  journal = journalOf('lane-1', 1)
})
afterEach(() => rig.close())

const upload = () => lane.post(paths.journal, { epoch: 1, entries: journal.entries })

/** One of the first item and two of the second. */
async function sell(number: number): Promise<void> {
  const script = saleScript(number)
  await payFor(rig, lane, script)
  journal.sell(script)
  await upload()
}

async function giveBack(refundId: string, saleId: string, lineId: string): Promise<void> {
  const lines = [{ lineId, quantity: 1 }]
  const request = { refundId, saleId, amountMinor: 250, lines, reason: 'shopperChangedMind', badge: 'ATT001' }
  expect((await lane.post(paths.refunds, request)).status).toBe(200)
  journal.record(null, { kind: 'RefundAccepted', refundId, reference: `R_${refundId}` })
  await upload()
}

async function figures(after?: string): Promise<readonly StockFigure[]> {
  const { status, body } = await rig.office('POST', 'stock', { storeId: 'store-1', ...(after && { after }) })
  expect(status).toBe(200)
  return (body as { readonly stock: readonly StockFigure[] }).stock
}

const counts = async () =>
  (await figures()).map(({ delivered, sold, returned, quantity }) => [delivered, sold, returned, quantity])

describe('the stock', () => {
  it('is what came in, less what was sold, with what came back on top', async () => {
    await sell(1)
    await sell(2)
    await giveBack('r1', 'sale-1', 'sale-1-b')
    expect(await counts()).toEqual([
      [100, 2, 0, 98],
      [100, 4, 1, 97],
      [100, 0, 0, 100],
    ])
  })

  it('does not count goods of a refund that was settled as void: they never came back', async () => {
    await sell(1)
    await giveBack('r1', 'sale-1', 'sale-1-b')
    await rig.db.updateTable('refund').set({ state: 'void' }).execute()
    expect((await counts())[1]).toEqual([100, 2, 0, 98])
  })

  it('hears the same journal twice and stays as it is', async () => {
    await sell(1)
    await giveBack('r1', 'sale-1', 'sale-1-b')
    const before = await counts()
    await upload()
    expect(await counts()).toEqual(before)
  })

  it('names each item and goes on after the last one that was seen', async () => {
    const all = await figures()
    expect(all.map(({ gtin }) => gtin)).toEqual([1, 2, 3].map(gtinOf))
    expect(all[0]).toMatchObject({ names: { en: 'Milk 1' }, weighed: false })
    expect(await figures(gtinOf(1))).toEqual(all.slice(1))
    expect(await figures(gtinOf(3))).toEqual([])
  })

  it('of another store, or asked for without a right name, is nothing', async () => {
    const { body } = await rig.office('POST', 'stock', { storeId: 'store-9' })
    expect(body).toEqual({ stock: [] })
    expect((await rig.office('POST', 'stock', { storeId: '../x' })).status).toBe(400)
    expect((await rig.send('POST', '/api/office/stock', { body: { storeId: 'store-1' } })).status).toBe(401)
  })
})
