/**
 * The server dies at every single statement of a covered sale and of a split refund, one after the other: card, coupon
 * and wallet move all together or not at all, and the same request of the next life ends what the last one began.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../domain/contract/wire.ts'
import { allUnits } from '../../../domain/refund.ts'
import { present } from '../../../domain/result.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { postTo, shortLife } from '../support/short-life.ts'
import { cardBalance, coverOf, storedValueSum } from '../support/split-sales.ts'
import { type SplitTill, splitTill } from '../support/split-till.ts'

/** Longer than either story. */
const statementsMax = 120

let rig: Rig
let lane: TestLane
let till: SplitTill
beforeAll(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  till = splitTill(rig, lane)
})
afterAll(() => rig.close())

interface Trial {
  readonly path: string
  readonly request: object
  /** What must hold whatever the short life got done, and what the next one made of it. */
  readonly check: () => Promise<void>
}

/** How many lives the story took until one told it to its end. */
async function deathsOf(prepare: () => Promise<Trial>): Promise<number> {
  for (let statements = 0; statements < statementsMax; statements++) {
    const { path, request, check } = await prepare()
    const { server, death, end } = shortLife(rig, statements)
    const told = postTo(server, lane, path, request).then(() => 'done' as const)
    const outcome = await Promise.race([told, death])
    await end()
    await check()
    if (outcome === 'done') return statements
  }
  return statementsMax
}

const statesOf = async (saleId: string) => {
  const holds = await rig.db.selectFrom('tender_hold').select('state').where('sale_id', '=', saleId).execute()
  return new Set(holds.map(({ state }) => state))
}

describe('a server that dies at any statement', () => {
  it('of a covered sale has taken all of it or nothing, and takes it once', async () => {
    const deaths = await deathsOf(async () => {
      const { number, saleId, held } = await till.show(700)
      const request = coverOf({ saleId, paymentId: `pay-${number}` }, held)
      const check = async (): Promise<void> => {
        expect((await statesOf(saleId)).size).toBe(1)
        expect((await lane.post(paths.covers, request)).body).toMatchObject({ state: 'paid' })
        expect(await statesOf(saleId)).toEqual(new Set(['captured']))
        expect([await cardBalance(rig, saleId), await storedValueSum(rig)]).toEqual([50, 0])
      }
      return { path: paths.covers, request, check }
    })
    expect(deaths).toBeGreaterThan(8)
    expect(deaths).toBeLessThan(statementsMax)
  })

  it('of a split refund gives each tender its share once', async () => {
    const deaths = await deathsOf(async () => {
      const before = till.walletGot()
      const sold = await till.sell(200)
      const units = allUnits(await till.found(sold))
      const request = present(await till.requestOf(sold, `r-${sold.number}`, units), 'it can go back')
      const check = async (): Promise<void> => {
        expect((await lane.post(paths.refunds, request)).status).toBe(200)
        await till.sweep(4)
        const onCard = await cardBalance(rig, sold.saleId)
        expect([till.walletGot() - before, onCard, await storedValueSum(rig)]).toEqual([450, 200, 0])
      }
      return { path: paths.refunds, request, check }
    })
    expect(deaths).toBeGreaterThan(12)
    expect(deaths).toBeLessThan(statementsMax)
  })
})
