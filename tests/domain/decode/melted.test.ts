/**
 * Codes whose bars have melted into each other: what must still be read by their shapes, and that nothing else is.
 * The pictures are drawn by bwip-js, not by the shapes that are under test.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDigit } from '../../../domain/code/retail-code.ts'
import { drawCode, type EanShapes, eanShapes } from '../../../domain/decode/ean-shapes.ts'
import { characterCosts, contest, digitsOf, energyOf } from '../../../domain/decode/ean-trellis.ts'
import { darknessUnder, fitLight } from '../../../domain/decode/light.ts'
import { locate } from '../../../domain/decode/locate.ts'
import type { Luma } from '../../../domain/decode/luma.ts'
import { matchStrip } from '../../../domain/decode/match-strip.ts'
import { quietEnds } from '../../../domain/decode/quiet-ends.ts'
import { cutStrip } from '../../../domain/decode/strip.ts'
import { present } from '../../../domain/result.ts'
import { photograph, type Scene } from './synthetic.ts'

const milk = { symbology: 'ean13', text: '6901028075831' }
const melted: Scene = { ...milk, modulePx: 3, degrees: 4, blurPx: 4.2, noise: 1.5 }

const scale = 2

/** What the frames that a moment holds find, each searching another band. */
const framesWatched = 5

function matchedIn(strip: Luma, length: number, isTurned = false): string | undefined {
  const shown = Array.from({ length: framesWatched }, (_, frame) => ({ length, isTurned, frame }))
  const texts = new Set(shown.flatMap((each) => matchStrip(strip, each)?.text ?? []))
  expect(texts.size).toBeLessThanOrEqual(1)
  return [...texts][0]
}

function matched(luma: Luma, isTurned = false): string | undefined {
  const region = present(locate(luma)[0], 'bars are found')
  return matchedIn(cutStrip(luma, region, scale), region.length * scale, isTurned)
}

const withCheckDigit = (digits: string): string => digits + checkDigit(digits)

const anyCode = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
  .map((digits) => withCheckDigit(digits.join('')))

/** Codes whose left characters are all of set A: their thirteenth digit is 0. */
const anyUpc = anyCode.map((text) => withCheckDigit(`0${text.slice(1, 12)}`))

const charactersOf = (upc: string): readonly number[] =>
  [...upc.slice(1)].map((digit, index) => Number(digit) + (index < 6 ? 0 : 20))

const withoutGuards = (drawn: Float32Array, { guards }: EanShapes): Float32Array =>
  drawn.map((dark, at) => dark - (guards[at] ?? 0))

/** A picture whose rows below the middle come from another one. */
function halves(upper: Luma, lower: Luma): Luma {
  const data = upper.data.slice()
  const from = (upper.height >> 1) * upper.width
  data.set(lower.data.subarray(from), from)
  return { ...upper, data }
}

describe('read by the shape of the whole', () => {
  test('a code so blurred that the bars of a character are one grey', () => {
    expect(matched(photograph(melted))).toBe(milk.text)
  })

  test('the same upside down, and only when read from its end', () => {
    const turned = photograph({ ...melted, degrees: 184 })
    expect(matched(turned)).toBeUndefined()
    expect(matched(turned, true)).toBe(milk.text)
  })

  test('any number through a lens out of focus', () => {
    fc.assert(
      fc.property(anyCode, fc.integer({ min: -20, max: 20 }), (text, degrees) => {
        expect(matched(photograph({ ...melted, text, degrees, blurPx: 3.4 }))).toBe(text)
      }),
      { numRuns: 4 },
    )
  })

  test('a code half of which lies in shine', () => {
    const shone = photograph(melted)
    for (let at = 0; at < shone.data.length; at++) {
      const y = Math.floor(at / shone.width) - shone.height / 2
      if (y < -20 && at % shone.width > shone.width / 2) shone.data[at] = 250
    }
    expect(matched(shone)).toBe(milk.text)
  })
})

describe('never read', () => {
  test('as one of two codes that share a strip', () => {
    const other = photograph({ ...melted, text: '4006381333931' })
    expect(matched(halves(photograph(melted), other))).toBeUndefined()
  })

  test('as another code, however bad the picture', () => {
    const scenes = fc.record({
      text: anyCode,
      blurPx: fc.double({ min: 3, max: 9, noNaN: true }),
      noise: fc.double({ min: 1, max: 25, noNaN: true }),
      degrees: fc.integer({ min: -35, max: 35 }),
    })
    fc.assert(
      fc.property(scenes, (scene) => {
        const luma = photograph({ ...melted, ...scene })
        const [region] = locate(luma)
        const strip = region && cutStrip(luma, region, scale)
        const text = strip && matchedIn(strip, region.length * scale)
        expect([undefined, scene.text]).toContain(text)
      }),
      { numRuns: 10 },
    )
  })

  test('from stripes that are no code', () => {
    const strips = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 40, maxLength: 120 })
    fc.assert(
      fc.property(strips, fc.integer({ min: 3, max: 9 }), (values, wide) => {
        const [width, height] = [values.length * wide, 20]
        const data = Uint8Array.from(
          { length: width * height },
          (_, at) => values[Math.floor((at % width) / wide)] ?? 0,
        )
        const strip = { width, height, data }
        expect(matchedIn(strip, width * 0.7)).toBeUndefined()
      }),
      { numRuns: 30 },
    )
  })
})

describe('the parts', () => {
  test('a drawing is nearest to its own code, and no other code is nearer than the runner-up', () => {
    const shapes = eanShapes(1.5)
    fc.assert(
      fc.property(anyUpc, anyUpc, (drawn, other) => {
        fc.pre(drawn !== other)
        const seen = withoutGuards(drawCode(shapes, charactersOf(drawn)), shapes)
        const { best, runnerUpCost } = contest(characterCosts(shapes, seen), shapes)
        expect(digitsOf(best.code)).toBe(drawn)
        const others = withoutGuards(drawCode(shapes, charactersOf(other)), shapes)
        const distance = energyOf(seen.map((dark, at) => dark - (others[at] ?? 0)))
        expect(runnerUpCost + energyOf(seen)).toBeLessThanOrEqual(distance + 1e-3)
        expect(runnerUpCost).toBeGreaterThan(best.cost)
      }),
      { numRuns: 30 },
    )
  })

  test('a light from the side is found and undone', () => {
    const shapes = eanShapes(0.9)
    const drawn = drawCode(shapes, [5, 13, 2, 18, 9, 10, 21, 24, 29, 20, 27, 22])
    const brightness = drawn.map((dark, at) => {
      const t = (2 * at) / drawn.length - 1
      return 180 + 30 * t + (-90 - 20 * t) * dark
    })
    const light = fitLight(brightness, drawn)
    expect(light.paper).toBeCloseTo(180, 3)
    expect(light.inkTilt).toBeCloseTo(-20, 3)
    const none = new Float32Array(drawn.length)
    const errors = darknessUnder(light, brightness, none).map((dark, at) => dark - (drawn[at] ?? 0))
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1e-4)
  })

  test('a code begins and ends where its quiet zones do', () => {
    const profile = new Float32Array(300).fill(200)
    for (let at = 80; at < 220; at++) profile[at] = at % 8 < 4 ? 60 : 170
    const { starts, stops } = quietEnds(profile, 4)
    expect(starts).toContain(80)
    expect(stops.some((stop) => Math.abs(stop - 220) <= 4)).toBe(true)
  })
})
