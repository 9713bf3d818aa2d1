/**
 * The server runs the ends of days by itself: each once its bills are there, again while something in it is open, and
 * also those of days before the store stood closed.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '../../../src-server/day-end/day.ts'
import { runAgainAfterMs } from '../../../src-server/day-end/tick.ts'
import { billDay } from './bill-bytes.ts'
import { billsReadyMs, openStoreDay, paidRow, type StoreDay } from './store-day.ts'

let day: StoreDay
beforeEach(async () => {
  day = await openStoreDay()
})
afterEach(() => day.close())

const reports = () => day.rig.db.selectFrom('day_report').selectAll().orderBy('seq').execute()

describe('by itself', () => {
  it('the server runs a day when its bills are due, and again every hour while something is open', async () => {
    await day.sell(1)
    day.rig.clock.ms = billsReadyMs - 1
    await day.rig.server.tickDayEnds()
    expect(await reports()).toHaveLength(0)
    day.rig.clock.ms = billsReadyMs
    await day.rig.server.tickDayEnds()
    expect(await reports()).toHaveLength(1)
    day.bill([paidRow(1)])
    await day.rig.server.tickDayEnds()
    expect(await reports()).toHaveLength(1)
    day.rig.clock.ms += runAgainAfterMs
    await day.rig.server.tickDayEnds()
    expect(await reports()).toHaveLength(2)
    day.bill([])
    day.rig.clock.ms += runAgainAfterMs
    await day.rig.server.tickDayEnds()
    expect(await reports()).toHaveLength(2)
  })

  it('runs the last day before a closed fortnight too, when the store opens again', async () => {
    await day.sell(1)
    day.bill([paidRow(1)])
    day.rig.clock.ms = billsReadyMs + 15 * dayMs
    await day.rig.server.tickDayEnds()
    const days = (await reports()).map((report) => report.day)
    expect(days).toContain(billDay)
  })
})
