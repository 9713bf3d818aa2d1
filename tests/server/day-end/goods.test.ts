/**
 * Goods that went out without money wait for a person, on the page of cases as in the day: until somebody says what
 * became of them or a later bill knows of the money, and no day is closed before.
 */

import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { basicOf, hiddenIn, sendForm, signer } from '../support/forms.ts'
import { officeToken } from '../support/rig.ts'
import { billDay } from './bill-bytes.ts'
import { numberOf, openStoreDay, paidRow, type StoreDay } from './store-day.ts'

let day: StoreDay
beforeEach(async () => {
  day = await openStoreDay()
  await day.sell(1)
  await day.sell(2)
  day.bill([paidRow(1)])
})
afterEach(() => day.close())

const page = (path: string) => day.rig.send('GET', `/office/${path}`, { headers: basicOf(officeToken) })

const cases = async () => {
  const rows = await day.rig.db
    .selectFrom('person_queue')
    .select(['store_id', 'number', 'why', 'settled_by', 'note'])
    .execute()
  return rows.map(({ settled_by, ...row }) => ({ ...row, settledBy: settled_by }))
}

const open = {
  store_id: 'store-1',
  number: numberOf(2),
  why: 'GoodsWithoutMoney',
  settledBy: null,
  note: null,
}

const closing = () => day.post('close', { day: billDay, badge: 'ATT001' })

async function sign(fields: Record<string, string>) {
  const { text } = await page('payments?lang=en')
  const path = '/office/payments/goods'
  const { mark = '' } = hiddenIn(text, path)
  return sendForm(day.rig, path, { mark, ...signer, ...fields })
}

describe('goods without money', () => {
  it('are a case from the first run on, once, and hold the day open', async () => {
    await day.run()
    await day.run()
    expect(await cases()).toEqual([open])
    expect(await closing()).toMatchObject({ status: 409, body: { error: 'DayNotClean' } })
    const alarms = day.rig.logLines.filter((line) => line.includes('PersonNeeded'))
    expect(alarms).toHaveLength(1)
  })

  it('stand on the page of cases with lane, sale and amount, and on the page and in the table of their day', async () => {
    await day.run()
    const desk = (await page('payments?lang=en')).text
    for (const told of ['bill has no such payment', numberOf(2), 'lane-1', 'sale-2', '¥12.80'])
      expect(desk).toContain(told)
    expect((await page('payments?lang=zh-CN')).text).toContain('商品已经离店')
    expect((await page(`day-end/${billDay}?lang=en`)).text).toContain('Waits for a person since 2026-11-23')
    const rows: unknown = parse((await page(`day-end/${billDay}/csv`)).text, { bom: true, columns: true })
    expect(rows).toMatchObject([
      {
        kind: 'localOnlyPayment',
        out_trade_no: numberOf(2),
        person_called_at: expect.stringMatching(/^2026-11-23T/),
      },
      { state: 'matched', person_called_at: '' },
    ])
  })

  it('are over for case and day alike when a person says at the case what became of them', async () => {
    await day.run()
    expect((await sign({ number: numberOf(2), reason: 'x' })).status).toBe(400)
    expect((await sign({ number: numberOf(2), reason: 'paid in cash', pin: '000000' })).status).toBe(403)
    expect(await cases()).toEqual([open])
    expect((await sign({ number: numberOf(2), reason: 'paid in cash' })).status).toBe(303)
    expect(await cases()).toEqual([{ ...open, settledBy: 'ATT001', note: 'paid in cash' }])
    expect(await closing()).toMatchObject({ status: 200 })
  })

  it('are over as a case when the finding is resolved at its day', async () => {
    const { report } = await day.run()
    const [finding] = report.findings
    const reason = 'booked as a loss'
    await day.post('resolve', { day: billDay, key: finding?.key ?? '', reason, badge: 'ATT001' })
    expect(await cases()).toEqual([{ ...open, settledBy: 'ATT001', note: reason }])
    const again = await sign({ number: numberOf(2), reason })
    expect(again.status).toBeGreaterThanOrEqual(400)
  })

  it('end by themselves when a later bill knows of the money, and wait again when the next does not', async () => {
    await day.run()
    day.bill([paidRow(1), paidRow(2)])
    await day.run()
    expect(await cases()).toEqual([{ ...open, settledBy: 'itself' }])
    await day.rig.db.deleteFrom('day_match').execute()
    day.bill([paidRow(1)])
    await day.run()
    expect(await cases()).toEqual([open])
  })
})
