/**
 * What a camera could sell by mistake: one bad frame, two products waved together, one product counted twice.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { symbologies } from '../../domain/code/retail-code.ts'
import {
  countVote,
  type Decoder,
  noVotes,
  rearmMs,
  type Sighting,
  votesNeeded,
  voteWindowMs,
} from '../../domain/decode/vote.ts'

function run(sightings: readonly Sighting[], decoder: Decoder = 'precise') {
  let state = noVotes
  const counted: Sighting[] = []
  for (const sighting of sightings) {
    const vote = countVote(state, sighting, decoder)
    state = vote.state
    if (vote.counts) counted.push(sighting)
  }
  return { counted, state }
}

const milk = { text: '6901028075831', symbology: 'ean13' } as const
const bread = { text: '4006381333931', symbology: 'ean13' } as const
const at = (code: { readonly text: string; readonly symbology: Sighting['symbology'] }, ...times: number[]) =>
  times.map((atMs) => ({ ...code, atMs }))

/** Frames a camera might give: few codes, in any order, a few to some hundreds of milliseconds apart. */
const frames = fc
  .array(
    fc.record({
      text: fc.constantFrom('6901028075831', '4006381333931', '96385074'),
      symbology: fc.constantFrom(...symbologies),
      gapMs: fc.integer({ min: 1, max: 900 }),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let atMs = 0
    return steps.map(({ gapMs, ...code }): Sighting => {
      atMs += gapMs
      return { ...code, atMs }
    })
  })

const decoders = fc.constantFrom<Decoder>('precise', 'fallback')

const same = (a: Sighting, b: Sighting): boolean => a.text === b.text && a.symbology === b.symbology

describe('votes', () => {
  test('one frame that sells', () => {
    expect(run(at(milk, 0)).counted).toHaveLength(0)
    expect(run(at(milk, 0, 33)).counted).toHaveLength(1)
  })

  test('a short code that sells on two frames', () => {
    for (const symbology of ['ean8', 'upce', 'itf14'] as const) {
      const code = { text: '96385074', symbology }
      expect(run(at(code, 0, 33)).counted).toHaveLength(0)
      expect(run(at(code, 0, 33, 66)).counted).toHaveLength(1)
    }
  })

  test('the weaker decoder believed as readily as the better', () => {
    expect(run(at(milk, 0, 33), 'fallback').counted).toHaveLength(0)
    expect(run(at(milk, 0, 33, 66), 'fallback').counted).toHaveLength(1)
  })

  test('a doubtful sighting that sells as readily as a sure one', () => {
    const doubtful = (...times: number[]) => at(milk, ...times).map((seen) => ({ ...seen, doubt: 1 }))
    expect(run(doubtful(0, 33)).counted).toHaveLength(0)
    expect(run(doubtful(0, 33, 66)).counted).toHaveLength(1)
  })

  test('two frames that agree but lie too far apart', () => {
    expect(run(at(milk, 0, voteWindowMs + 1)).counted).toHaveLength(0)
    expect(run(at(milk, 0, voteWindowMs)).counted).toHaveLength(1)
  })

  test('another code in between that does not start the count anew', () => {
    expect(run([...at(milk, 0), ...at(bread, 33), ...at(milk, 66)]).counted).toHaveLength(0)
  })

  test('one item in view for long that is sold twice', () => {
    const times = Array.from({ length: 300 }, (_, index) => index * 33)
    expect(run(at(milk, ...times)).counted).toHaveLength(1)
  })

  test('two items held up together of which one is sold twice', () => {
    const { counted } = run([...at(milk, 0, 33), ...at(bread, 66, 99), ...at(milk, 132, 165)])
    expect(counted.map(({ text }) => text)).toEqual([milk.text, bread.text])
  })

  test('a second of the same item, shown anew, that is not sold', () => {
    const again = 33 + rearmMs
    expect(run(at(milk, 0, 33, again, again + 33)).counted).toHaveLength(2)
    expect(run(at(milk, 0, 33, again - 1, again + 32)).counted).toHaveLength(1)
  })

  test('the same digits as another kind of code taken for the same item', () => {
    const eight = { text: '01234565', symbology: 'ean8' } as const
    const short = { text: '01234565', symbology: 'upce' } as const
    expect(run([...at(eight, 0, 33), ...at(short, 66)]).counted).toHaveLength(0)
  })

  test('any order of frames that sells what its last frames did not agree on', () => {
    fc.assert(
      fc.property(frames, decoders, (sightings, decoder) => {
        for (const sighting of run(sightings, decoder).counted) {
          const needed = votesNeeded(sighting.symbology, decoder)
          const last = sightings.slice(0, sightings.indexOf(sighting) + 1).slice(-needed)
          expect(last).toHaveLength(needed)
          expect(last.every((other) => same(other, sighting))).toBe(true)
          expect(sighting.atMs - (last[0]?.atMs ?? 0)).toBeLessThanOrEqual(voteWindowMs)
        }
      }),
    )
  })

  test('any order of frames that sells one code twice without its leaving the view', () => {
    fc.assert(
      fc.property(frames, decoders, (sightings, decoder) => {
        const { counted } = run(sightings, decoder)
        for (const [index, second] of counted.entries()) {
          const first = counted.slice(0, index).findLast((earlier) => same(earlier, second))
          if (!first) continue
          const seen = sightings.filter(
            (other) => same(other, second) && other.atMs >= first.atMs && other.atMs <= second.atMs,
          )
          const gaps = seen.slice(1).map((other, at) => other.atMs - (seen[at]?.atMs ?? 0))
          expect(Math.max(...gaps)).toBeGreaterThanOrEqual(rearmMs)
        }
      }),
    )
  })

  test('a memory that grows with the day', () => {
    const goods = Array.from({ length: 500 }, (_, index) => ({
      text: String(index),
      symbology: 'ean13' as const,
    }))
    const sightings = goods.flatMap((code, index) => at(code, index * 4, index * 4 + 2))
    const { state, counted } = run(sightings)
    expect(counted).toHaveLength(500)
    expect(state.held.length).toBeLessThanOrEqual(8)
  })
})
