/**
 * What a person says about a day, and what nobody may do to it any more: a finding is answered once and for itself
 * alone, no day closes with anything open, and a report that was altered or left out shows.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstAltered } from '../../../src-server/day-end/report.ts'
import { tamper } from '../support/tampering.ts'
import { billDay } from './bill-bytes.ts'
import { kindsOf, openKeys, openStoreDay, paidRow, reportsOf, type StoreDay } from './store-day.ts'

let day: StoreDay
beforeEach(async () => {
  day = await openStoreDay()
})
afterEach(() => day.close())

describe('a person', () => {
  const resolve = (key: string | undefined, changes: object = {}) =>
    day.post('resolve', {
      day: billDay,
      key,
      reason: 'Shopper came back and paid',
      badge: 'ATT001',
      ...changes,
    })

  it('resolves what is open with a reason and a badge, and no run forgets it', async () => {
    await day.sell(1)
    day.bill([])
    const [key] = openKeys(await day.run())
    expect(await day.post('close', { day: billDay, badge: 'ATT001' })).toMatchObject({ status: 409 })
    expect(await resolve(key, { badge: 'NOBODY' })).toMatchObject({
      status: 422,
      body: { error: 'BadgeUnknown' },
    })
    expect(await resolve(key, { reason: ' ' })).toMatchObject({ status: 400 })
    expect(await resolve('0123456789abcdef')).toMatchObject({
      status: 404,
      body: { error: 'FindingNotOpen' },
    })
    expect(await resolve(key)).toMatchObject({ status: 200 })
    expect(await resolve(key)).toMatchObject({ status: 404 })
    expect(kindsOf(await day.run())).toEqual(['localOnlyPayment resolved'])
    expect(await day.post('close', { day: billDay, badge: 'ATT001' })).toMatchObject({ status: 200 })
  })

  it('who resolved one figure has not resolved another', async () => {
    await day.sell(1)
    day.bill([paidRow(1, 1208)])
    await resolve(openKeys(await day.run())[0])
    day.bill([paidRow(1, 8)])
    expect(kindsOf(await day.run())).toEqual(['amountDiffers open', 'amountDiffers resolved'])
  })

  it.each([
    [
      'another transaction',
      [paidRow(1, 1280, { transactionId: 'T-2' })],
      [paidRow(1, 1280, { transactionId: 'T-3' })],
    ],
    ['one more entry', [paidRow(1), paidRow(1)], [paidRow(1), paidRow(1), paidRow(1)]],
  ])('who resolved one mismatch has not resolved another of the same number (%s)', async (_, first, then) => {
    await day.sell(1)
    day.bill(first)
    await resolve(openKeys(await day.run())[0])
    expect(openKeys(await day.run())).toEqual([])
    day.bill(then)
    expect(openKeys(await day.run())).toHaveLength(1)
  })

  it('cannot change a closed day, and no run does', async () => {
    await day.sell(1)
    day.bill([paidRow(1)])
    await day.run()
    await day.post('close', { day: billDay, badge: 'ATT001' })
    day.bill([])
    expect(kindsOf(await day.run())).toEqual([])
    expect(await resolve('0123456789abcdef')).toMatchObject({ status: 409, body: { error: 'DayClosed' } })
    expect(await day.post('close', { day: billDay, badge: 'ATT001' })).toMatchObject({ status: 409 })
  })

  it('is refused what is no day, not over, or never run', async () => {
    expect(await day.post('run', { day: '2026-02-30' })).toMatchObject({ status: 400 })
    expect(await day.post('run', { day: billDay })).toMatchObject({
      status: 409,
      body: { error: 'DayNotOver' },
    })
    expect(await day.post('close', { day: '2026-11-01', badge: 'ATT001' })).toMatchObject({ status: 404 })
    expect(await day.rig.send('POST', '/api/office/day-end/run', { body: { day: billDay } })).toMatchObject({
      status: 401,
    })
  })
})

describe('the chain of reports', () => {
  it('shows which version was altered, or left out', async () => {
    await day.sell(1)
    await day.run()
    day.bill([])
    await day.run()
    day.bill([paidRow(1)])
    await day.run()
    expect(await firstAltered(day.rig.db)).toBeUndefined()
    const [, second] = await reportsOf(day)
    const altered = (second?.content ?? '').replace('localOnlyPayment', 'billMissing')
    const { db } = day.rig
    await tamper(db, 'day_report', () =>
      db.updateTable('day_report').set({ content: altered }).where('seq', '=', 2).execute(),
    )
    expect(await firstAltered(day.rig.db)).toBe(2)
    await tamper(db, 'day_report', () => db.deleteFrom('day_report').where('seq', '=', 2).execute())
    expect(await firstAltered(day.rig.db)).toBe(3)
  })
})
