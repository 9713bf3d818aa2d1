/**
 * The hand at the demo's face terminal: what `npm run look` says happens before the camera, over the real socket that
 * the kiosk's driver opens, and what it does not know does nothing.
 */

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Server as NetServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BridgedFaceTerminal } from '../../hardware/face/bridged.ts'
import type { LinkState } from '../../hardware/link.ts'
import { openSocketLine } from '../../hardware/socket-line.ts'
import { systemTimers } from '../../hardware/timers.ts'
import { type DemoFace, openDemoFace } from '../../tools/world/face.ts'
import { handleFace } from '../../tools/world/face-control.ts'
import { openHand } from '../../tools/world/hand.ts'

const run = promisify(execFile)
const command = path.join(import.meta.dirname, '..', '..', 'tools', 'look.ts')
const session = { authority: 'lent', terms: { zim_id: 'z1' } }
const token = `fp${'a'.repeat(33)}`

let home: string
let platform: Server
let face: DemoFace
let hand: NetServer | undefined
let driver: BridgedFaceTerminal
let states: LinkState['kind'][]

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'scanway-look-'))
  platform = createServer((_request, response) => response.end(JSON.stringify({ token })))
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve))
  const { port } = platform.address() as AddressInfo
  face = await openDemoFace(path.join(home, 'face-line'), `http://127.0.0.1:${port}`)
  states = []
  driver = new BridgedFaceTerminal({
    name: 'camera',
    openLink: openSocketLine(face.device),
    timers: systemTimers,
    epochMs: () => Date.now(),
    reconnectMs: 20,
  })
  driver.start({ onState: ({ kind }) => void states.push(kind) })
  await expect.poll(() => driver.wallets()).toHaveLength(2)
})

afterEach(async () => {
  await driver.close()
  await face.unplug()
  hand?.close()
  platform.close()
  rmSync(home, { recursive: true, force: true })
})

test('somebody who looks is seen at the other end of the socket, and who cancels is not', async () => {
  const looking = driver.look('alipay', session)
  await handleFace(face, 'anna')
  expect(await looking).toEqual({ ok: true, value: { kind: 'face', value: token } })
  const another = driver.look('alipay', session)
  await expect.poll(() => face.terminal.isLooking()).toBe(true)
  await handleFace(face, '--cancel')
  expect(await another).toEqual({ ok: false, error: 'cancelled' })
})

test('a cable that is pulled and put back leaves the driver without a terminal and gives it back', async () => {
  const looking = driver.look('alipay', session)
  await expect.poll(() => face.terminal.isLooking()).toBe(true)
  await handleFace(face, '--unplug')
  expect(await looking).toEqual({ ok: false, error: 'terminalLost' })
  await expect.poll(() => states.at(-1)).toBe('lost')
  await handleFace(face, '--plug')
  await expect.poll(() => driver.wallets()).toHaveLength(2)
})

test('a word that nobody knows and that does something to the terminal', async () => {
  for (const word of ['', '--eat', '-anna', 'anna bob', 'x'.repeat(33), '../x'])
    expect((await handleFace(face, word)).ok, word).toBe(false)
})

test('the command without a demo, or with a word it does not know, that ends as if all were well', async () => {
  const env = { ...process.env, SCANWAY_HOME: home }
  const look = (word: string) => run(process.execPath, [command, word], { env })
  await expect(look('anna')).rejects.toMatchObject({ code: 69 })
  hand = await openHand(path.join(home, 'look.sock'), (line) => handleFace(face, line))
  expect(await look('anna')).toMatchObject({ stdout: 'anna stands before the camera\n' })
  await expect(look('--eat')).rejects.toMatchObject({ code: 64 })
})
