/**
 * One pack is sold once: by its number on this lane, in this store, with and without a network; and a pack that carries
 * two marks counts once, however its marks are read, and is stopped by either.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { setupPollMs } from '../../lane/sync/setup.ts'
import { RuledLane, recall } from '../support/ruled-lane.ts'

let at: RuledLane

beforeEach(() => {
  at = new RuledLane()
})

describe('a numbered pack', () => {
  const numbered = async (serial: string) => {
    at.scanSquare(`21${serial}`)
    await at.world.time.advance(500)
  }

  it('that the store sold elsewhere is refused', async () => {
    await at.world.time.advance(100)
    at.world.server.packs.set('A1', { isSold: true, returnedFrom: [] })
    await numbered('A1')
    expect(at.notice()).toBe('SoldBefore')
    expect(at.pieces()).toBe(0)
  })

  it('is sold without an answer, soon, and the journal says who could look', async () => {
    await at.world.time.advance(100)
    at.world.server.packWaitMs = 60_000
    at.scanSquare('21A1')
    expect(at.pieces()).toBe(0)
    await at.world.time.advance(400)
    expect(at.pieces()).toBe(1)
    expect(at.world.journal.entries.at(-1)?.fact).toMatchObject({ serialCheck: 'lane' })
    at.world.server.packWaitMs = 0
    await numbered('A2')
    expect(at.world.journal.entries.at(-1)?.fact).toMatchObject({ serialCheck: 'store' })
  })

  it('is sold at once by a lane that knows it is alone', () => {
    at.world.server.online = false
    at.restart()
    at.scanSquare('21A1')
    expect(at.pieces()).toBe(1)
  })

  it('sold on this lane is refused without a network, after a restart, until it was taken back', async () => {
    await numbered('A1')
    await at.pay()
    at.lane.command({ kind: 'FinishSale' })
    const saleId = at.lane.state().soldPacks[0]?.saleId ?? ''
    at.world.server.online = false
    at.restart()
    await numbered('A1')
    expect(at.notice()).toBe('SoldBefore')
    at.world.server.online = true
    at.world.server.packs.set('A1', { isSold: false, returnedFrom: [saleId] })
    await at.world.time.advance(setupPollMs * 3)
    await numbered('A1')
    expect(at.pieces()).toBe(1)
  })

  it('that left the basket unpaid was never sold', async () => {
    await numbered('A1')
    at.lane.command({ kind: 'CancelSale' })
    await numbered('A1')
    expect(at.pieces()).toBe(1)
  })

  it('does not come into the next shopper’s basket when the answer is late', async () => {
    await at.world.time.advance(100)
    at.scanBars()
    await at.world.time.advance(2_000)
    at.world.server.packWaitMs = 60_000
    at.scanSquare('21A1')
    at.lane.command({ kind: 'CancelSale' })
    await at.world.time.advance(500)
    expect(at.view().basket).toBeNull()
  })
})

describe('a pack with two marks', () => {
  it.each([
    ['bars first', [() => at.scanBars(), () => at.scanSquare('10B7')]],
    ['the square first', [() => at.scanSquare('10B7'), () => at.scanBars()]],
  ])('counts once, %s, and the line knows what the square says', (_order, scans) => {
    for (const scan of scans) scan()
    expect(at.pieces()).toBe(1)
    expect(at.lane.state().sale?.basket.lines[0]?.batch).toBe('B7')
  })

  it.each([
    ['two reads of bars', () => at.scanBars()],
    ['two reads of a square', () => at.scanSquare('10B7')],
  ])('is not suspected behind %s', (_what, scan) => {
    scan()
    scan()
    expect(at.pieces()).toBe(2)
  })

  it('pairs a read once: a second square is a second pack', () => {
    for (const scan of [() => at.scanBars(), () => at.scanSquare(''), () => at.scanSquare('')]) scan()
    expect(at.pieces()).toBe(2)
  })

  it('is not suspected when a moment has passed', async () => {
    at.scanBars()
    await at.world.time.advance(1_600)
    at.scanSquare('10B7')
    expect(at.pieces()).toBe(2)
  })

  it('counts as many packs as were read by both', () => {
    for (const scan of [at.scanBars, at.scanBars]) scan()
    at.scanSquare('10B7')
    at.scanSquare('10B8')
    expect(at.pieces()).toBe(2)
    at.scanBars()
    expect(at.pieces()).toBe(3)
  })

  it.each([
    ['expired', '17261121', 'Expired'],
    ['called back', '10B7', 'Recalled'],
  ])('leaves the basket when its square says it is %s', async (_what, elements, refusal) => {
    await at.setRules({ recalls: [recall({ batches: ['B7'] })] })
    at.scanBars()
    await at.world.time.advance(2_000)
    at.scanBars()
    at.scanSquare(elements)
    expect(at.notice()).toBe(refusal)
    expect(at.pieces()).toBe(1)
    expect(at.lines()).toHaveLength(1)
  })

  it('is not sold by its bars when its square was refused a moment before', () => {
    at.scanSquare('17261121')
    at.scanBars()
    expect(at.notice()).toBe('Expired')
    expect(at.pieces()).toBe(0)
  })

  it('counts once while the store is asked about its number', async () => {
    await at.world.time.advance(100)
    at.world.server.packWaitMs = 200
    at.scanSquare('21A1')
    at.scanBars()
    await at.world.time.advance(500)
    expect(at.pieces()).toBe(1)
    expect(at.lines()[0]?.isOnePack).toBe(true)
  })

  it('takes its markdown from the square though the bars came first', async () => {
    await at.setRules({
      markdowns: [{ ruleId: 'n', scope: { kind: 'all' }, daysLeftMax: 2, percentOff: 50 }],
    })
    at.scanBars()
    at.scanSquare('15261123')
    expect(at.lines()).toMatchObject([{ quantity: 1, unitMinor: 640 }])
  })
})
