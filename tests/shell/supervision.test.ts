/** When what died is started again, and when the kiosk gives up for a while: hours of failures by a fake clock. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageBeatMs } from '../../src-main/lane-port.ts'
import { keepLane, type LaneEvents, laneWatch } from '../../src-main/shell/lane-keeper.ts'
import { keepPage, pageWatch } from '../../src-main/shell/page-keeper.ts'
import {
  crashLoopFailures,
  crashLoopMs,
  judgeFailure,
  restartFirstMs,
  standDownMs,
} from '../../src-main/shell/supervision.ts'
import { clockwork } from './clockwork.ts'

test('the first failure is mended almost at once, the next ones ever later', () => {
  let failures: readonly number[] = []
  const waits: number[] = []
  for (let at = 0; at < crashLoopFailures; at += 1) {
    const judged = judgeFailure(failures, at)
    failures = judged.failuresAtMs
    waits.push(judged.verdict.afterMs)
  }
  expect(waits).toEqual([restartFirstMs, 200, 400, 800, standDownMs])
})

test('old failures are forgiven', () => {
  const old = [0, 1, 2, 3]
  expect(judgeFailure(old, crashLoopMs + 3).verdict).toEqual({ kind: 'Restart', afterMs: restartFirstMs })
  expect(judgeFailure(old, crashLoopMs - 1).verdict.kind).toBe('StandDown')
})

test('however failures fall, the memory of them is bounded and there is always a next try', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 2 * crashLoopMs }), { maxLength: 200 })
  fc.assert(
    fc.property(gaps, (waits) => {
      let nowMs = 0
      let failures: readonly number[] = []
      for (const wait of waits) {
        nowMs += wait
        const judged = judgeFailure(failures, nowMs)
        failures = judged.failuresAtMs
        expect(failures.length).toBeLessThanOrEqual(crashLoopFailures)
        expect(judged.verdict.afterMs).toBeGreaterThanOrEqual(restartFirstMs)
        expect(judged.verdict.afterMs).toBeLessThanOrEqual(standDownMs)
      }
    }),
  )
})

function lane() {
  const clock = clockwork()
  const log: string[] = []
  const started: LaneEvents[] = []
  const ports: string[] = []
  const keeper = keepLane<{ readonly name: string; close(): void }>({
    start: (events) => {
      started.push(events)
      return { attach: (port) => void ports.push(port.name), end: () => void log.push('ended') }
    },
    timers: clock,
    report: () => undefined,
    stoodDown: () => void log.push('stood down'),
    recovered: () => void log.push('recovered'),
  })
  const latest = (): LaneEvents =>
    started[started.length - 1] ?? { alive: () => undefined, gone: () => undefined }
  const port = (name: string) => ({ name, close: () => void log.push(`closed ${name}`) })
  return { clock, log, started, ports, keeper, latest, port }
}

test('a lane that dies is started again', () => {
  const { clock, started, latest } = lane()
  latest().gone('exit 1')
  expect(started).toHaveLength(1)
  clock.pass(restartFirstMs)
  expect(started).toHaveLength(2)
})

test('a lane that cannot live is tried once a minute and no more, with the safe page up, and recovers', () => {
  const { clock, log, started, latest } = lane()
  for (let death = 0; death < crashLoopFailures; death += 1) {
    latest().gone('exit 1')
    clock.pass(1_000)
  }
  expect(log).toEqual(['stood down'])
  const triesBefore = started.length
  for (let minute = 0; minute < 60; minute += 1) {
    clock.pass(standDownMs)
    latest().gone('exit 1')
  }
  expect(started.length - triesBefore).toBeLessThanOrEqual(60)
  expect(started.length - triesBefore).toBeGreaterThan(50)
  clock.pass(standDownMs)
  latest().alive()
  expect(log).toEqual(['stood down', 'recovered'])
})

test('a lane that falls silent is ended, one that beats is left alone', () => {
  const { clock, log, latest } = lane()
  latest().alive()
  for (let second = 0; second < 600; second += 1) {
    clock.pass(1_000)
    latest().alive()
  }
  expect(log).toEqual([])
  clock.pass(laneWatch.silentTicksMax * 1_000)
  expect(log).toEqual(['ended'])
})

test('a lane that takes long to open its journal is not taken for a hang', () => {
  const { clock, log } = lane()
  clock.pass((laneWatch.startTicksMax - 1) * 1_000)
  expect(log).toEqual([])
  clock.pass(1_000)
  expect(log).toEqual(['ended'])
})

test('a page that asks while there is no lane gets the next one, and only the last asker waits', () => {
  const { clock, log, keeper, latest, ports, port } = lane()
  latest().gone('exit 1')
  keeper.attach(port('first'))
  keeper.attach(port('second'))
  clock.pass(restartFirstMs)
  expect(ports).toEqual(['second'])
  expect(log).toEqual(['closed first'])
})

test('nothing is started any more once the app ends', () => {
  const { clock, started, keeper, latest } = lane()
  latest().gone('exit 1')
  keeper.stop()
  clock.pass(crashLoopMs)
  expect(started).toHaveLength(1)
})

function page() {
  const clock = clockwork()
  const seen: string[] = []
  const keeper = keepPage(
    {
      showKiosk: () => void seen.push('kiosk'),
      showSafe: () => void seen.push('safe'),
      crash: () => {
        seen.push('crash')
        keeper.gone('crashed')
      },
    },
    clock,
    () => undefined,
  )
  return { clock, seen, keeper }
}

test('a page that dies is loaded again', () => {
  const { clock, seen, keeper } = page()
  keeper.gone('killed')
  clock.pass(restartFirstMs)
  expect(seen).toEqual(['kiosk', 'kiosk'])
})

test('a page that misses three beats in a row is ended and loaded again', () => {
  const { clock, seen, keeper } = page()
  keeper.alive()
  clock.pass(pageBeatMs * (pageWatch.silentTicksMax - 1))
  expect(seen).toEqual(['kiosk'])
  clock.pass(pageBeatMs)
  expect(seen).toEqual(['kiosk', 'crash'])
  clock.pass(restartFirstMs)
  expect(seen).toEqual(['kiosk', 'crash', 'kiosk'])
})

test('a page that stalls for a moment is left alone', () => {
  const { clock, seen, keeper } = page()
  for (let stall = 0; stall < 100; stall += 1) {
    keeper.alive()
    clock.pass(pageBeatMs * 3)
  }
  expect(seen).toEqual(['kiosk'])
})

test('a page that never comes to life ends on the safe page, and is tried again', () => {
  const { clock, seen } = page()
  clock.pass(crashLoopFailures * pageWatch.startTicksMax * pageBeatMs + 10_000)
  expect(seen.at(-1)).toBe('safe')
  clock.pass(standDownMs)
  expect(seen.at(-1)).toBe('kiosk')
})

test('a safe page that dies too is not loaded in a loop', () => {
  const { clock, seen, keeper } = page()
  for (let death = 0; death < crashLoopFailures; death += 1) {
    keeper.gone('crashed')
    clock.pass(1_000)
  }
  expect(seen.at(-1)).toBe('safe')
  const before = seen.length
  for (let death = 0; death < 100; death += 1) keeper.gone('crashed')
  expect(seen.length).toBe(before)
})

test('while the lane stands down the safe page shows; the page comes back with it', () => {
  const { seen, keeper } = page()
  keeper.laneStoodDown()
  keeper.laneStoodDown()
  expect(seen).toEqual(['kiosk', 'safe'])
  keeper.laneRecovered()
  expect(seen).toEqual(['kiosk', 'safe', 'kiosk'])
})

test('the safe page beats no heart and is not ended for it', () => {
  const { clock, seen, keeper } = page()
  keeper.laneStoodDown()
  clock.pass(3_600_000)
  expect(seen).toEqual(['kiosk', 'safe'])
})
