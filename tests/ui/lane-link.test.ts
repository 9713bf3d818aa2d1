/**
 * The line between page and lane: what happens to it when a lane goes away, and what it refuses to carry.
 */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LaneView } from '../../domain/contract/view.ts'
import {
  type LaneLink,
  nextRetryMs,
  openLaneLink,
  retryMsMax,
  retryMsMin,
} from '../../src-renderer/lane-link.ts'
import { viewOf } from './gallery/views.ts'

/** Ports by hand and time by hand: a lane that comes and goes at the test's word. */
function rig() {
  const views: LaneView[] = []
  const line: boolean[] = []
  let asked = 0
  let take: (port: MessagePort) => void = () => {}
  let waits: { ms: number; run: () => void }[] = []
  const link: LaneLink = openLaneLink({
    connect: () => {
      asked += 1
    },
    onPort: (taker) => {
      take = taker
      return () => {
        take = () => {}
      }
    },
    onView: (view) => views.push(view),
    onLine: (isUp) => line.push(isUp),
    after: (ms, run) => {
      const wait = { ms, run }
      waits.push(wait)
      return () => {
        waits = waits.filter((other) => other !== wait)
      }
    },
  })
  const lanes: MessagePort[] = []
  return {
    link,
    views,
    line,
    asked: () => asked,
    waits: () => waits.map(({ ms }) => ms),
    passTime() {
      const due = waits
      waits = []
      for (const { run } of due) run()
    },
    answer(): MessagePort {
      const { port1, port2 } = new MessageChannel()
      take(port1)
      lanes.push(port2)
      return port2
    },
    end() {
      link.close()
      for (const lane of lanes) lane.close()
    },
  }
}

/** Messages and closings of ports arrive on later turns of the event loop. */
async function settled(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isTrue(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect(isTrue()).toBe(true)
}

describe('the lane link', () => {
  let page: ReturnType<typeof rig>
  beforeEach(() => {
    page = rig()
  })
  afterEach(() => page.end())

  test('a request that got lost and is never made again', () => {
    expect(page.asked()).toBe(1)
    page.passTime()
    page.passTime()
    expect(page.asked()).toBe(3)
  })

  test('asking faster and faster, or ever slower', () => {
    const seen: number[] = []
    for (let turn = 0; turn < 8; turn++) {
      seen.push(...page.waits())
      page.passTime()
    }
    expect(seen[0]).toBe(retryMsMin)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(Math.max(...seen)).toBe(retryMsMax)
    expect(nextRetryMs(retryMsMax)).toBe(retryMsMax)
  })

  test('a port that came while the page asks on', () => {
    page.answer()
    expect(page.waits()).toEqual([])
    expect(page.line).toEqual([true])
  })

  test('a lane that went away unnoticed', async () => {
    page.answer().close()
    await settled(() => page.line.length === 2)
    expect(page.line).toEqual([true, false])
    expect(page.asked()).toBe(2)
    page.answer()
    expect(page.line).toEqual([true, false, true])
  })

  test('a view that is none, painted', async () => {
    const lane = page.answer()
    const view = viewOf('basket-few', 'en')
    lane.postMessage({ ...view, screen: { kind: 'pwned' } })
    lane.postMessage({ ...view, extra: 1 })
    lane.postMessage('hello')
    lane.postMessage(view)
    await settled(() => page.views.length > 0)
    expect(page.views).toEqual([view])
  })

  test('a command that is none, sent', async () => {
    const lane = page.answer()
    const received: unknown[] = []
    lane.addEventListener('message', (event) => received.push(event.data))
    lane.start()
    expect(page.link.send({ kind: 'EnterPin', pin: '12' })).toBe(false)
    expect(page.link.send({ kind: 'StartSale' })).toBe(true)
    await settled(() => received.length > 0)
    expect(received).toEqual([{ kind: 'StartSale' }])
  })

  test('a touch while the line is down that comes back later as a surprise', async () => {
    expect(page.link.send({ kind: 'CancelSale' })).toBe(false)
    const lane = page.answer()
    const received: unknown[] = []
    lane.addEventListener('message', (event) => received.push(event.data))
    lane.start()
    page.link.send({ kind: 'StartSale' })
    await settled(() => received.length > 0)
    expect(received).toEqual([{ kind: 'StartSale' }])
  })
})
