/**
 * What a countdown must never show: less than nothing, zero too early, sixty seconds.
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messagesOf } from '../../ui/messages/messages.ts'
import {
  clockText,
  countdownText,
  elapsedMs,
  rateText,
  remainingMs,
  shareLeft,
  spanText,
} from '../../ui/time.ts'

const span = fc.integer({ min: 0, max: 100 * 86_400_000 })

test('a countdown that shows zero while there is time left', () => {
  expect(countdownText(1)).toBe('0:01')
  expect(countdownText(0)).toBe('0:00')
  expect(countdownText(59_001)).toBe('1:00')
  fc.assert(fc.property(span, (ms) => (countdownText(ms) === '0:00') === (ms === 0)))
})

test('a clock with sixty seconds or sixty minutes in it', () => {
  expect(clockText(59_999)).toBe('0:59')
  expect(clockText(60_000)).toBe('1:00')
  expect(clockText(3_600_000)).toBe('1:00:00')
  fc.assert(fc.property(span, (ms) => /^(\d+:)?\d{1,2}:[0-5]\d$/.test(clockText(ms))))
})

test('a view that came late and shows a negative wait', () => {
  fc.assert(
    fc.property(span, span, (now, then) => {
      expect(remainingMs(now, then)).toBeGreaterThanOrEqual(0)
      expect(elapsedMs(now, then)).toBeGreaterThanOrEqual(0)
      expect(Math.min(remainingMs(now, then), elapsedMs(now, then))).toBe(0)
    }),
  )
})

test('a ring that runs past its ends', () => {
  expect(shareLeft(5, 0)).toBe(0)
  fc.assert(
    fc.property(span, span, (left, whole) => {
      const share = shareLeft(left, whole)
      return share >= 0 && share <= 1
    }),
  )
})

test('a span in the wrong unit', () => {
  const { spans } = messagesOf('en')
  expect(spanText(1_000, spans)).toBe('1 second')
  expect(spanText(61_000, spans)).toBe('1 minute')
  expect(spanText(3 * 3_600_000, spans)).toBe('3 hours')
  expect(spanText(47 * 3_600_000, spans)).toBe('47 hours')
  expect(spanText(3 * 86_400_000, spans)).toBe('3 days')
})

test('a tax rate that lost its half percent', () => {
  expect(rateText(1300)).toBe('13%')
  expect(rateText(950)).toBe('9.5%')
})
