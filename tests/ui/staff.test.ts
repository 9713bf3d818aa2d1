/**
 * The attendant's tools: a pad that gives the PIN away, a price typed wrongly, a fault that looks sound.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  catalogueHealth,
  clockHealth,
  deviceHealth,
  outboxHealth,
  outboxLateMs,
  serverHealth,
  worst,
} from '../../src-renderer/staff/panel-health.ts'
import { pricedDigits } from '../../src-renderer/staff/price-digits.ts'
import { scrambledDigits } from '../../src-renderer/staff/scramble.ts'
import { nowMs } from './gallery/moment.ts'
import { faultyPanel as faulty, soundPanel as sound } from './gallery/panels.ts'

describe('the scrambled pad', () => {
  test('a pad with a digit missing or twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 9, maxLength: 9 }),
        (draws) => {
          let turn = 0
          const digits = scrambledDigits(() => draws[turn++] ?? 0)
          expect(digits.toSorted().join('')).toBe('0123456789')
        },
      ),
    )
  })

  test('a pad that is always the same', () => {
    const pads = new Set(Array.from({ length: 20 }, () => scrambledDigits(Math.random).join('')))
    expect(pads.size).toBeGreaterThan(15)
  })
})

describe('a typed price', () => {
  test('a price that is a hundred times too high', () => {
    expect(pricedDigits('1290', 2)).toMatchObject({ priceMinor: 1290, text: '12.90' })
    expect(pricedDigits('5', 2)).toMatchObject({ priceMinor: 5, text: '0.05' })
    expect(pricedDigits('1290', 0)).toMatchObject({ priceMinor: 1290, text: '1290' })
  })

  test('nothing typed taken for a price of nothing', () => {
    expect(pricedDigits('', 2)).toMatchObject({ priceMinor: undefined, text: '' })
    expect(pricedDigits('0', 2)).toMatchObject({ priceMinor: 0, text: '0.00' })
  })

  test('what the field shows read back as something else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.constantFrom(0, 2),
        (priceMinor, minorDigits) => {
          const shown = pricedDigits(String(priceMinor), minorDigits)
          expect(shown.priceMinor).toBe(priceMinor)
          expect(Number(shown.accept(shown.text))).toBe(priceMinor)
        },
      ),
    )
  })

  test('letters, signs and too many digits kept', () => {
    expect(pricedDigits('', 2).accept('-1e9.999999999')).toBe('19999999')
  })
})

describe('the panel', () => {
  test('a sound lane that raises an alarm', () => {
    const findings = [
      catalogueHealth(sound.catalogue),
      outboxHealth(sound.outbox, nowMs),
      serverHealth(sound.server),
      ...sound.devices.map(deviceHealth),
      clockHealth(sound.clock),
    ]
    expect(worst(findings)).toEqual({ health: 'good' })
  })

  test('a fault without a way to mend it', () => {
    const findings = [
      catalogueHealth(faulty.catalogue),
      outboxHealth(faulty.outbox, nowMs),
      serverHealth(faulty.server),
      worst(faulty.devices.map(deviceHealth)),
      clockHealth(faulty.clock),
    ]
    for (const finding of findings) {
      expect(finding.health).not.toBe('good')
      expect(finding.mend).toBeDefined()
    }
  })

  test('records on their way taken for stuck ones, or stuck ones for on their way', () => {
    const outbox = { depth: 3, oldestAtMs: nowMs - outboxLateMs, failure: null, quarantined: 0 }
    expect(outboxHealth(outbox, nowMs).health).toBe('good')
    expect(outboxHealth(outbox, nowMs + 1)).toEqual({ health: 'attention', mend: 'outboxWaiting' })
  })

  test('a lane without any catalogue that looks merely late', () => {
    const catalogue = { ...sound.catalogue, version: null }
    expect(catalogueHealth(catalogue)).toEqual({ health: 'bad', mend: 'catalogueMissing' })
  })
})
