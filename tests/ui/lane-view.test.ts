/**
 * What a page could paint wrongly: an older view over a newer, a whole basket for one changed line, the newest line
 * anywhere but on top.
 */

import { expect, test } from 'vitest'
import { lastLine, newestFirst } from '../../src-renderer/basket-order.ts'
import { keepLines, laneNowMs, newerView } from '../../src-renderer/lane-view.ts'
import { soundFor } from '../../src-renderer/sound-cue.ts'
import { basketOfLines } from './gallery/goods.ts'
import { nowMs } from './gallery/moment.ts'
import { viewOf } from './gallery/views.ts'

const basket = viewOf('basket-few', 'zh-CN')

test('an older revision painted over a newer one', () => {
  const newer = newerView(undefined, { ...basket, revision: 7 }, 100)
  expect(newerView(newer, { ...basket, revision: 6 }, 200)).toBe(newer)
  expect(newerView(newer, { ...basket, revision: 8 }, 200).view.revision).toBe(8)
})

test('a restarted lane whose first views are dropped', () => {
  expect(newerView(undefined, { ...basket, revision: 1 }, 0).view.revision).toBe(1)
})

test('a line that did not change and is drawn anew', () => {
  const before = basketOfLines(20).lines
  const now = structuredClone(before).map((line, index) => (index === 3 ? { ...line, quantity: 9 } : line))
  const kept = keepLines(before, now)
  expect(kept.filter((line, index) => line !== before[index])).toEqual([now[3]])
})

test('a line whose price, name or approval changed and is not drawn anew', () => {
  const [line] = basketOfLines(1).lines
  if (!line) throw new Error('the gallery has goods')
  const changes = [
    { quantity: 5 },
    { unitMinor: 1 },
    { listMinor: 1 },
    { weightGrams: 450 },
    { isOnePack: true },
    { isRecalled: true },
    { markdown: { percentOff: 30, goodUntil: '2026-11-24' } },
    { totalMinor: 1 },
    { savedMinor: 1 },
    { waitsForApproval: true },
    { minimumAge: 18 },
    { gtin: '0' },
    { department: 'home' as const },
    { names: { ...line.names, en: 'x' } },
    { names: { ...line.names, 'zh-CN': '某' } },
  ]
  for (const change of changes) {
    const changed = { ...line, ...change }
    expect(keepLines([line], [changed])[0]).toBe(changed)
  }
  expect(changes.flatMap(Object.keys)).toEqual(
    expect.arrayContaining(Object.keys(line).filter((key) => key !== 'lineId')),
  )
})

test('a clock that runs backwards or stands still between views', () => {
  const seen = { view: { ...basket, nowMs: 1_000 }, receivedAtMs: 50 }
  expect(laneNowMs(seen, 50)).toBe(1_000)
  expect(laneNowMs(seen, 350)).toBe(1_300)
  expect(laneNowMs(seen, 10)).toBe(1_000)
})

test('a line that moves away under a finger, or the newest anywhere but on top', () => {
  const few = basketOfLines(5)
  const order = newestFirst({ ...few, lastLineId: few.lines[1]?.lineId ?? null })
  expect(order).toEqual(few.lines.toReversed())
})

test('another line shown large than the one that changed last', () => {
  const few = basketOfLines(5)
  expect(lastLine({ ...few, lastLineId: few.lines[1]?.lineId ?? null })).toBe(few.lines[1])
  expect(lastLine({ ...few, lastLineId: null })).toBe(few.lines[4])
  expect(lastLine(basketOfLines(0))).toBeUndefined()
})

test('an accepted item without a sound, or a sound without a change', () => {
  const one = viewOf('basket-one', 'zh-CN')
  expect(soundFor(one, basket)).toBe('accept')
  expect(soundFor(basket, basket)).toBeUndefined()
  expect(soundFor(basket, one)).toBeUndefined()
  expect(soundFor(basket, { ...basket, language: 'en' })).toBeUndefined()
})

test('the same refusal twice of which the second is silent', () => {
  const refused = viewOf('basket-refused', 'zh-CN')
  const { notice } = refused
  expect(soundFor(basket, refused)).toBe('refuse')
  expect(soundFor(refused, refused)).toBeUndefined()
  expect(soundFor(refused, { ...refused, notice: notice && { ...notice, id: 2 } })).toBe('refuse')
})

test('a payment, an age check or a question that comes without its own sound', () => {
  expect(soundFor(viewOf('pay', 'en'), viewOf('paid', 'en'))).toBe('done')
  expect(soundFor(basket, viewOf('basket-age', 'en'))).toBe('attention')
  expect(soundFor(basket, { ...basket, idleEndsAtMs: nowMs + 1 })).toBe('attention')
  expect(soundFor(viewOf('checking', 'en'), viewOf('not-paid-closed', 'en'))).toBe('attention')
  expect(soundFor(viewOf('tender', 'en'), viewOf('charging', 'en'))).toBe('accept')
  expect(soundFor(viewOf('charging', 'en'), viewOf('password', 'en'))).toBe('attention')
})
