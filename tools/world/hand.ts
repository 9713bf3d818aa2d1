/**
 * A hand at one of the demo's devices: one line of text for what it does, over a socket in the demo's folder, and one
 * line back for what came of it. What the device does not understand it says, and does nothing.
 */

import { rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Result } from '../../domain/result.ts'

const lineBytesMax = 128

/** What came of it, in a sentence; the error says what would have been understood. */
type Handle = (line: string) => Promise<Result<string, string>>

function serve(handle: Handle, socket: Socket): void {
  let bytes = 0
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > lineBytesMax) socket.destroy()
  })
  createInterface(socket).once('line', (line) => {
    void handle(line).then((done) => socket.end(done.ok ? `${done.value}\n` : `no: ${done.error}\n`))
  })
}

/** Listens at this path; `undefined` where it cannot, which costs the demo its hand and nothing else. */
export async function openHand(file: string, handle: Handle): Promise<Server | undefined> {
  rmSync(file, { force: true })
  const server = createServer((socket) => serve(handle, socket))
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(file, () => resolve(true))
  })
  return isListening ? server : undefined
}

/** Exit codes of sysexits.h: wrong use, nothing there. */
const usage = 64
const unavailable = 69

/** Says a word to a running device and ends the program with what came of it. */
export function sayToHand(file: string, word: string | undefined, help: string, nobody: string): void {
  if (word === undefined) {
    console.error(help)
    process.exit(usage)
  }
  const socket = connect(file)
  let answer = ''
  socket.on('error', () => {
    console.error(nobody)
    process.exit(unavailable)
  })
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('utf8')
  })
  socket.on('end', () => {
    process.stdout.write(answer)
    process.exit(answer.startsWith('no:') ? usage : 0)
  })
  socket.write(`${word}\n`)
}
