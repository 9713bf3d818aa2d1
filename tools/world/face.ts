/**
 * The demo's face terminal: the sandbox's camera behind a socket, where the real driver speaks to it. Whom it sees it
 * tells the sandbox's platforms, which give the token. Its cable can be pulled and put back.
 */

import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import * as v from 'valibot'
import type { CameraWorld, Seen } from '../../sandbox/face/camera.ts'
import { createFaceTerminal, type FaceTerminal } from '../../sandbox/face/terminal.ts'

export interface DemoFace {
  readonly terminal: FaceTerminal
  /** The tokens it handed over, oldest first. */
  seen(): readonly Seen[]
  /** The path the kiosk opens. */
  readonly device: string
  /** `false` where the socket cannot be opened. */
  plug(): Promise<boolean>
  unplug(): Promise<void>
}

const seenSchema = v.object({ token: v.string(), holder: v.optional(v.string()) })

const seeAt =
  (wallet: string): CameraWorld['see'] =>
  async (look) => {
    const answer = await fetch(`${wallet}/face`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(look),
    }).catch(() => undefined)
    return answer?.ok ? v.parse(seenSchema, await answer.json()) : undefined
  }

const after: CameraWorld['after'] = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

function serve(terminal: FaceTerminal, socket: Socket): void {
  const line = terminal.connect((text) => void socket.write(text))
  socket.on('data', (bytes: Buffer) => line.receive(bytes))
  socket.on('error', () => socket.destroy())
  socket.on('close', () => line.drop())
}

/** `wallet`: where the sandbox's wallets and platforms are. */
export async function openDemoFace(device: string, wallet: string): Promise<DemoFace> {
  const tokens: Seen[] = []
  const askPlatform = seeAt(wallet)
  const terminal = createFaceTerminal({
    after,
    async see(look) {
      const seen = await askPlatform(look)
      if (seen) tokens.push(seen)
      return seen
    },
  })
  const sockets = new Set<Socket>()
  let server: Server | undefined

  async function unplug(): Promise<void> {
    const pulled = server
    server = undefined
    for (const socket of sockets) socket.destroy()
    if (pulled) await new Promise<void>((resolve) => pulled.close(() => resolve()))
    rmSync(device, { force: true })
  }

  async function plug(): Promise<boolean> {
    if (server) return true
    rmSync(device, { force: true })
    const opened = createServer((socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      serve(terminal, socket)
    })
    const isListening = await new Promise<boolean>((resolve) => {
      opened.once('error', () => resolve(false))
      opened.listen(device, () => resolve(true))
    })
    if (isListening) server = opened
    return isListening
  }

  await plug()
  return { terminal, seen: () => tokens, device, plug, unplug }
}
