/** What a camera's schedule could get wrong: starve a way of looking, wear the machine out, sleep through an item. */

import { describe, expect, test } from 'vitest'
import { joinInLine } from '../../../domain/decode/join.ts'
import type { Luma } from '../../../domain/decode/luma.ts'
import { firstFrame, type Plan, planFrame, type ScheduleState } from '../../../domain/decode/schedule.ts'

const grey = (brightness: number): Luma => ({
  width: 8,
  height: 8,
  data: new Uint8Array(64).fill(brightness),
})

/** Frames 33 ms apart, from `state` on. */
function run(pictures: readonly Luma[], state: ScheduleState = firstFrame, fromMs = 0) {
  const plans: Plan[] = []
  let now = state
  for (const [frame, picture] of pictures.entries()) {
    const planned = planFrame(now, picture, fromMs + frame * 33)
    plans.push(planned.plan)
    now = planned.state
  }
  return { plans, state: now }
}

const still = (frames: number) => Array.from({ length: frames }, () => grey(90))
const turnsOf = (plans: readonly Plan[]) => plans.flatMap((plan) => (plan.kind === 'look' ? [plan.turn] : []))
const looks = (plans: readonly Plan[]) => plans.filter(({ kind }) => kind === 'look').length

describe('the schedule', () => {
  test('a way of looking that never has its turn, also at rest', () => {
    const every = new Set(['matrix', 'linear', 'sharpened', 'melted', 'meltedTurned'])
    expect(new Set(turnsOf(run(still(8)).plans))).toEqual(every)
    const resting = run(still(40)).state
    expect(new Set(turnsOf(run(still(48), resting, 40 * 33).plans))).toEqual(every)
  })

  test('a band of melted bars that is never searched, because its number comes with another turn', () => {
    const moving = Array.from({ length: 40 }, (_, frame) => grey(frame % 2 === 0 ? 80 : 120))
    for (const melted of ['melted', 'meltedTurned']) {
      const frames = run(moving).plans.flatMap((plan) =>
        plan.kind === 'look' && plan.turn === melted ? [plan.frame % 5] : [],
      )
      expect(new Set(frames)).toEqual(new Set([0, 1, 2, 3, 4]))
    }
  })

  test('a picture that stands still and is looked at as often as a moving one', () => {
    const { state } = run(still(40))
    expect(looks(run(still(30), state, 40 * 33).plans)).toBe(5)
  })

  test('an item put before a resting camera that waits', () => {
    const { state } = run(still(40))
    expect(looks(run([grey(120)], state, 40 * 33).plans)).toBe(1)
  })

  test('a change so slow that no two frames differ', () => {
    const { state } = run(still(40))
    const dusk = Array.from({ length: 12 }, (_, step) => grey(90 + step))
    expect(looks(run(dusk, state, 40 * 33).plans)).toBeGreaterThan(6)
  })

  test('a place that is still looked at first long after its code is gone', () => {
    const region = { x: 4, y: 4, angle: 0, length: 8, height: 4, energy: 1 }
    const state = { ...firstFrame, tracked: { region, how: 'plain' as const }, readAtMs: 0 }
    const trackedAt = (atMs: number) => {
      const { plan } = planFrame(state, grey(0), atMs)
      return plan.kind === 'look' && plan.tracked !== undefined
    }
    expect([trackedAt(33), trackedAt(300), trackedAt(301)]).toEqual([true, true, false])
  })
})

describe('regions in one line', () => {
  const left = { x: 100, y: 100, angle: 0, length: 80, height: 60, energy: 5 }
  const right = { ...left, x: 220, length: 120 }

  test('a code torn apart at its widest space', () => {
    const [whole] = joinInLine([right, left])
    expect(whole).toMatchObject({ x: 170, y: 100, length: 220, height: 60 })
  })

  test.each([
    ['one above the other', { ...right, y: 160 }],
    ['turned away', { ...right, angle: 0.3 }],
    ['far apart', { ...right, x: 400 }],
  ])('two codes taken for one: %s', (_, other) => {
    expect(joinInLine([left, other])).toEqual([left, other])
  })
})
