/** The answers of a scale, whole, damaged, split, joined and forged: no weight comes of anything but a whole one. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScaleReading } from '../../domain/sale/weighing.ts'
import { parseKilograms } from '../../domain/weight.ts'
import {
  answerBytes,
  type CasAnswer,
  createCasReader,
  readCasAnswer,
} from '../../hardware/scale/cas-frames.ts'

/** Ten characters: status, sign, six of weight, two of unit. */
function frame(text: string, check?: number): Uint8Array {
  const bytes = Buffer.from(text, 'latin1')
  const sum = bytes.reduce((all, byte) => all ^ byte, 0)
  return Buffer.from([0x01, 0x02, ...bytes, check ?? sum, 0x03, 0x04])
}

const whole = frame('S 00.732kg')

const pushed = (...parts: readonly Uint8Array[]): readonly CasAnswer[] => {
  const reader = createCasReader()
  return parts.flatMap((part) => [...reader.push(part)])
}

const reading = (kind: ScaleReading): CasAnswer => ({ kind: 'reading', reading: kind })
const refusals = (answers: readonly CasAnswer[]) =>
  answers.flatMap((a) => (a.kind === 'refused' ? [a.why] : []))
const weights = (answers: readonly CasAnswer[]) => answers.filter(({ kind }) => kind === 'reading')

describe('an answer', () => {
  it.each<[string, ScaleReading]>([
    ['S 00.732kg', { kind: 'stable', grams: 732 }],
    ['S  0.732kg', { kind: 'stable', grams: 732 }],
    ['S 15.000KG', { kind: 'stable', grams: 15_000 }],
    ['S   1.50kg', { kind: 'stable', grams: 1_500 }],
    ['S    732 g', { kind: 'stable', grams: 732 }],
    ['S 00.000kg', { kind: 'stable', grams: 0 }],
    ['S-00.000kg', { kind: 'stable', grams: 0 }],
    ['S-00.120kg', { kind: 'underZero' }],
    ['U-00.120kg', { kind: 'underZero' }],
    ['U 00.732kg', { kind: 'moving', grams: 732 }],
    ['UF      kg', { kind: 'overload' }],
    ['SF15.048kg', { kind: 'overload' }],
  ])('%s is read', (text, wanted) => {
    expect(readCasAnswer(frame(text))).toEqual(reading(wanted))
  })

  it.each([
    ['S 00.732lb', 'ForeignUnit'],
    ['S 00.732oz', 'ForeignUnit'],
    ['X 00.732kg', 'Malformed'],
    ['S?00.732kg', 'Malformed'],
    ['S+00.732kg', 'Malformed'],
    ['S 0.7.32kg', 'Malformed'],
    ['S 0,732 kg', 'Malformed'],
    ['S -0.732kg', 'Malformed'],
    ['S ------kg', 'Malformed'],
    ['S       kg', 'Malformed'],
    ['S 1e-002kg', 'Malformed'],
    ['S 0.7325kg', 'Malformed'],
    ['S 00.7 2kg', 'Malformed'],
    ['S  73.2 g', 'Malformed'],
  ])('%s is refused: %s', (text, why) => {
    expect(readCasAnswer(frame(text))).toEqual({ kind: 'refused', why })
  })

  it('with any one byte changed is never a weight', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: answerBytes - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const damaged = Uint8Array.from(whole, (byte, index) => (index === at ? byte ^ flip : byte))
          expect(weights(pushed(damaged))).toEqual([])
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('with a wrong block check is refused by that name, and the next is read', () => {
    const answers = pushed(frame('S 00.732kg', 0x00), frame('S 00.450kg'))
    expect(answers).toEqual([
      { kind: 'refused', why: 'WrongChecksum' },
      reading({ kind: 'stable', grams: 450 }),
    ])
  })

  it('whose block check looks like a mark of the line is read', () => {
    for (let grams = 0; grams < 5_000; grams++) {
      const text = `S ${(grams / 1_000).toFixed(3).padStart(6, '0')}kg`
      expect(pushed(frame(text)), text).toEqual([reading({ kind: 'stable', grams })])
    }
  })
})

describe('a stream', () => {
  it('is read the same however it is cut', () => {
    const stream = Buffer.concat([Buffer.of(0x06), whole, Buffer.of(0x15), frame('U 01.204kg')])
    const atOnce = pushed(stream)
    expect(atOnce).toHaveLength(4)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 40, maxLength: 40 }), (sizes) => {
        const parts: Buffer[] = []
        for (let at = 0, next = 0; at < stream.length; next++) {
          const size = sizes[next] ?? 1
          parts.push(stream.subarray(at, at + size))
          at += size
        }
        expect(pushed(...parts)).toEqual(atOnce)
      }),
    )
  })

  it('that breaks off in an answer gives no weight of it, and reads the next whole', () => {
    for (let cut = 1; cut < answerBytes; cut++) {
      const answers = pushed(whole.subarray(0, cut), frame('S 00.450kg'))
      expect(weights(answers).length, `cut at ${cut}`).toBeLessThanOrEqual(1)
      for (const answer of weights(answers)) expect(answer).toEqual(reading({ kind: 'stable', grams: 450 }))
      expect(refusals(answers).length, `cut at ${cut}`).toBeGreaterThan(0)
    }
  })

  it('without an end is held to one answer and refused once, and the next is read', () => {
    const endless = Buffer.concat([whole.subarray(0, 14), Buffer.alloc(100_000, 0x37), whole])
    const answers = pushed(endless)
    expect(refusals(answers)).toEqual(['TooLong'])
    expect(weights(answers)).toHaveLength(1)
  })

  it('of noise is never a weight, and never holds up the one after it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const reader = createCasReader()
        const answers = reader.push(noise)
        expect(weights(answers)).toEqual([])
        reader.reset()
        expect(reader.push(whole)).toEqual([reading({ kind: 'stable', grams: 732 })])
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('kilograms as a scale writes them', () => {
  it('are whole grams, by digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (grams) => {
        const text = `${Math.floor(grams / 1_000)}.${String(grams % 1_000).padStart(3, '0')}`
        expect(parseKilograms(text)).toBe(grams)
      }),
    )
  })

  it.each(['', '.5', '1.', '1.2345', '-1', '+1', '1e3', '0x1', ' 1', '1 ', '１', '123456'])(
    '%j are none',
    (text) => {
      expect(parseKilograms(text)).toBeUndefined()
    },
  )
})
