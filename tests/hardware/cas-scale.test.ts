/**
 * The scale under a clock in the test's hand: what it says of its plate, and that no weight outlives the cable, the
 * silence or the question it answered.
 */

import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ScaleReading } from '../../domain/sale/weighing.ts'
import { answerWaitMs, silenceMs } from '../../hardware/scale/cas-scale.ts'
import { createSerialScale } from '../../hardware/scale/serial.ts'
import { systemTimers } from '../../hardware/timers.ts'
import { createPlate, settleMs } from '../../sandbox/scale/plate.ts'
import { hasSocat, PtyPair } from './support/pty-pair.ts'
import { range, ScaleBench, ScaleRecorder } from './support/scale-bench.ts'
import { until } from './support/until.ts'

let bench: ScaleBench

beforeEach(async () => {
  bench = new ScaleBench()
  await bench.start()
})

afterEach(() => bench.scale.close())

/** Longer than a round of question and answer. */
const roundMs = 200
const settleFully = settleMs + 2 * roundMs
const wait = (ms: number) => bench.timers.advance(ms)
const reading = (): ScaleReading => bench.scale.reading()

describe('a scale', () => {
  it('is connecting until it has answered, and ready then', async () => {
    expect(bench.heard.stateKinds).toEqual(['connecting'])
    expect(reading()).toEqual({ kind: 'connecting' })
    await wait(roundMs)
    expect(bench.heard.stateKinds).toEqual(['connecting', 'ready'])
    expect(reading()).toEqual({ kind: 'stable', grams: 0 })
  })

  it('says that a load moves until it lies still', async () => {
    await wait(roundMs)
    bench.plate.put(732)
    await wait(roundMs)
    expect(reading()).toMatchObject({ kind: 'moving' })
    await wait(settleFully)
    expect(reading()).toEqual({ kind: 'stable', grams: 732 })
    bench.plate.remove()
    await wait(settleFully)
    expect(reading()).toEqual({ kind: 'stable', grams: 0 })
  })

  it('never calls a wobbling load stable', async () => {
    bench.plate.put(732)
    await wait(settleFully)
    bench.plate.wobble()
    bench.heard.readings.length = 0
    await wait(5_000)
    expect(bench.heard.readings.length).toBeGreaterThan(3)
    expect(bench.heard.readings.every(({ kind }) => kind === 'moving')).toBe(true)
  })

  it('tells overload, less than nothing, and that it says no weight', async () => {
    bench.plate.overload()
    await wait(roundMs)
    expect(reading()).toEqual({ kind: 'overload' })
    bench.plate.put(20_000)
    await wait(settleFully)
    expect(reading()).toEqual({ kind: 'overload' })
    bench.plate.lift()
    await wait(roundMs)
    expect(reading()).toEqual({ kind: 'underZero' })
    bench.plate.decline()
    await wait(roundMs)
    expect(reading()).toEqual({ kind: 'moving' })
  })

  it('reports a reading once for as long as it stays', async () => {
    await wait(10 * roundMs)
    expect(bench.heard.readings).toEqual([{ kind: 'stable', grams: 0 }])
  })
})

describe('a weight', () => {
  beforeEach(async () => {
    bench.plate.put(732)
    await wait(settleFully)
    expect(reading()).toEqual({ kind: 'stable', grams: 732 })
  })

  it('is gone with the cable, and comes back with it', async () => {
    bench.unplug()
    expect(reading()).toEqual({ kind: 'lost' })
    expect(bench.heard.states.at(-1)).toMatchObject({ kind: 'lost', loss: { kind: 'HungUp' } })
    await wait(3_000)
    bench.plug()
    await wait(1_000)
    expect(reading()).toEqual({ kind: 'stable', grams: 732 })
    expect(bench.heard.stateKinds.at(-1)).toBe('ready')
  })

  it('is gone when the scale falls silent on an open line, and comes back when it speaks', async () => {
    bench.answer = () => new Uint8Array()
    await wait(silenceMs + 2 * answerWaitMs)
    expect(reading()).toEqual({ kind: 'lost' })
    expect(bench.heard.states.at(-1)).toMatchObject({ kind: 'lost', loss: { kind: 'Silent' } })
    await wait(10_000)
    expect(bench.heard.stateKinds).toEqual(['connecting', 'ready', 'lost'])
    bench.answer = undefined
    await wait(2 * answerWaitMs)
    expect(reading()).toEqual({ kind: 'stable', grams: 732 })
  })

  it('is too old to be believed before anyone has noticed the silence', () => {
    const later = bench.timers.nowMs() + silenceMs + 1
    bench.timers.nowMs = () => later
    expect(reading()).toEqual({ kind: 'lost' })
  })

  it('whose block checks are all wrong is lost, not guessed', async () => {
    bench.plate.spoil(true)
    await wait(silenceMs + 2 * answerWaitMs)
    expect(reading()).toEqual({ kind: 'lost' })
    expect(bench.scale.counts().refused.WrongChecksum).toBeGreaterThan(1)
  })

  it('that nobody asked for is not believed', async () => {
    bench.answer = () => new Uint8Array()
    await wait(answerWaitMs)
    const late = createPlate(() => 10_000).answer(Uint8Array.of(0x11))
    bench.send(late)
    expect(reading()).toEqual({ kind: 'stable', grams: 732 })
    expect(bench.scale.counts().refused.Unexpected).toBe(1)
  })

  it('that breaks off is counted, and the next is read', async () => {
    const { plate } = bench
    bench.answer = (bytes) => plate.answer(bytes).subarray(0, 9)
    await wait(2 * answerWaitMs)
    expect(bench.scale.counts().refused.Truncated).toBeGreaterThan(0)
    bench.answer = undefined
    await wait(2 * answerWaitMs)
    expect(reading()).toEqual({ kind: 'stable', grams: 732 })
  })

  it('is asked for one question at a time, with one timer waiting at most', async () => {
    bench.sent.length = 0
    await wait(2_000)
    expect(bench.sent.filter((byte) => byte === 0x05).length).toBeLessThanOrEqual(2_000 / 150 + 1)
    expect(bench.timers.waitingCount).toBeLessThanOrEqual(2)
  })

  it('is not said after the scale was closed, nor is anything asked', async () => {
    await bench.scale.close()
    const asked = bench.sent.length
    await wait(5_000)
    expect(bench.sent.length).toBe(asked)
    expect(reading()).toEqual({ kind: 'lost' })
    expect(bench.heard.stateKinds.at(-1)).toBe('closed')
  })
})

describe.skipIf(!hasSocat)('a scale on a serial line', () => {
  it('is asked and heard over a real one, and lost with its cable', async () => {
    const cable = await PtyPair.make()
    const plate = createPlate(() => performance.now())
    const heard = new ScaleRecorder()
    const scale = createSerialScale({ path: cable.devicePath, range, timers: systemTimers, reconnectMs: 20 })
    let isServed = true
    const serve = async (): Promise<void> => {
      while (isServed) {
        const asked = await cable.read(1).catch(() => Buffer.alloc(0))
        if (asked.length === 0) return
        await cable.write(plate.answer(asked)).catch(() => undefined)
      }
    }
    const served = serve()
    scale.start(heard)
    await until('the scale is ready', () => heard.stateKinds.at(-1) === 'ready')
    plate.put(732)
    await until('the weight lies still', () =>
      isDeepStrictEqual(scale.reading(), { kind: 'stable', grams: 732 }),
    )
    isServed = false
    await cable.unplug()
    await until('the loss is told', () => scale.reading().kind === 'lost')
    await scale.close()
    await cable.dispose()
    await served
  })
})
