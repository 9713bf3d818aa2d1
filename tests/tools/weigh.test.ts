/** The hand at the demo's scale: what `npm run weigh` says is done to the plate, and what it does not know is not. */

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok } from '../../domain/result.ts'
import { readCasAnswer } from '../../hardware/scale/cas-frames.ts'
import { createPlate, settleMs } from '../../sandbox/scale/plate.ts'
import { openHand } from '../../tools/world/hand.ts'
import type { DemoScale } from '../../tools/world/scale.ts'
import { handleScale as handle } from '../../tools/world/scale-control.ts'

const run = promisify(execFile)
const weigh = path.join(import.meta.dirname, '..', '..', 'tools', 'weigh.ts')

let home: string
let nowMs: number
let plugs: string[]
let scale: DemoScale
let server: Server | undefined

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'scanway-weigh-'))
  nowMs = 0
  plugs = []
  scale = {
    plate: createPlate(() => nowMs),
    device: 'none',
    plug: async () => {
      plugs.push('plug')
      return ok(undefined)
    },
    unplug: async () => void plugs.push('unplug'),
  }
})

afterEach(() => {
  server?.close()
  rmSync(home, { recursive: true, force: true })
})

const says = () => {
  nowMs += settleMs
  const answer = readCasAnswer(scale.plate.answer(Uint8Array.of(0x11)))
  return answer.kind === 'reading' ? answer.reading : undefined
}

test('a word that does something else to the plate than it says', async () => {
  await handle(scale, '0.732')
  expect(says()).toEqual({ kind: 'stable', grams: 732 })
  await handle(scale, 'wobble')
  expect(says()).toMatchObject({ kind: 'moving' })
  await handle(scale, 'overload')
  expect(says()).toEqual({ kind: 'overload' })
  await handle(scale, 'lift')
  expect(says()).toEqual({ kind: 'underZero' })
  await handle(scale, 'remove')
  expect(says()).toEqual({ kind: 'stable', grams: 0 })
  await handle(scale, 'unplug')
  await handle(scale, 'plug')
  expect(plugs).toEqual(['unplug', 'plug'])
})

test('a word that nobody knows and that changes the plate', async () => {
  await handle(scale, '0.732')
  for (const word of ['', 'eat', '-1', '0,5', '1e3', '732g'])
    expect((await handle(scale, word)).ok, word).toBe(false)
  expect(says()).toEqual({ kind: 'stable', grams: 732 })
})

test('the command without a demo, or with a word it does not know, that ends as if all were well', async () => {
  const env = { ...process.env, SCANWAY_HOME: home }
  const command = (word: string) => run(process.execPath, [weigh, word], { env })
  await expect(command('0.732')).rejects.toMatchObject({ code: 69 })
  server = await openHand(path.join(home, 'scale.sock'), (line) => handle(scale, line))
  expect(await command('0.732')).toMatchObject({ stdout: '0.732 kg lie on the scale\n' })
  expect(says()).toEqual({ kind: 'stable', grams: 732 })
  await expect(command('eat')).rejects.toMatchObject({ code: 64 })
})
