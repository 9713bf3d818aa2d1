/** What the loop over a camera's frames could do wrong: hold two, keep one, read an old one, or look twice. */

import { expect, test } from 'vitest'
import { eachFrame, type Frame } from '../../src-renderer/camera/frame-loop.ts'
import { newestFrames } from '../../src-renderer/camera/newest-frames.ts'

interface Numbered extends Frame {
  readonly number: number
}

/** A camera that keeps the newest frame for whoever asks, as Chromium's does, and counts those that are out. */
function camera(last: number) {
  let newest = 0
  let asked = 0
  const closed: number[] = []
  const out = new Set<number>()
  let mostOut = 0
  return {
    closed,
    mostOut: () => mostOut,
    asked: () => asked,
    /** Time goes on: frames that nobody took are gone. */
    pass: (frames: number) => {
      newest += frames
    },
    read: () => {
      asked += 1
      newest += 1
      const number = newest
      if (number > last) return Promise.resolve({ done: true })
      out.add(number)
      mostOut = Math.max(mostOut, out.size)
      const close = () => {
        out.delete(number)
        closed.push(number)
      }
      return Promise.resolve({ done: false, value: { number, close } })
    },
  }
}

test('a slow look that is followed by frames of long ago', async () => {
  const frames = camera(40)
  const looked: number[] = []
  await eachFrame<Numbered>(frames, async ({ number }) => {
    await Promise.resolve()
    looked.push(number)
    frames.pass(9)
  })
  expect(looked).toEqual([1, 11, 21, 31])
})

test('a frame that is held while the next is taken, or never given back', async () => {
  const frames = camera(12)
  await eachFrame<Numbered>(frames, async () => {
    await Promise.resolve()
    expect(frames.asked()).toBe(frames.closed.length + 1)
  })
  expect(frames.mostOut()).toBe(1)
  expect(frames.closed).toHaveLength(12)
})

test('a frame that is kept because looking at it failed', async () => {
  const frames = camera(5)
  const looking = eachFrame<Numbered>(frames, () => Promise.reject(new Error('broken picture')))
  await expect(looking).rejects.toThrow('broken picture')
  expect(frames.closed).toEqual([1])
})

test('a track whose frames queue for a busy reader', () => {
  const asked: unknown[] = []
  class Processor {
    readonly readable = new ReadableStream()
    constructor(init: { readonly maxBufferSize: number }) {
      asked.push(init.maxBufferSize)
    }
  }
  Object.assign(globalThis, { MediaStreamTrackProcessor: Processor })
  newestFrames({} as MediaStreamTrack)
  Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor')
  expect(asked).toEqual([1])
})
