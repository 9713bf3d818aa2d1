/**
 * The utility process between pages and lane. Where this Electron's Node is new enough for the SQLite binding, the
 * lane runs right here; else as a child on the project's own Node. It is never main that starts that child: it would
 * inherit Chromium's sockets and keep the window from ever loading. When the lane ends, the shim ends, and so do the
 * pages' ports: that is how everyone learns of it.
 */

import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as v from 'valibot'
import { type FromLane, fromLaneSchema, type Inline, offerInline, type TowardsLane } from '../lane-port.ts'
import { openPagePorts } from './page-ports.ts'

/** The Node-API version of Node 24, which better-sqlite3's prebuilt binding calls. */
const nodeApiMin = 10

const laneFile = path.join(import.meta.dirname, 'lane.cjs')

/** Between the lane's load and its first listener there are a few pages' attachments, hardly more. */
const earlyMessagesMax = 1_000

type Listener = (message: unknown) => void

/** @returns how to send to the lane */
type StartLane = (fromLane: Listener) => (message: TowardsLane) => void

/** A child's last words are not awaited: its journal is on disk. */
function end(why: string): never {
  console.error(`shim: the lane is gone (${why})`)
  process.exit(1)
}

const startAsChild: StartLane = (fromLane) => {
  const execPath = process.argv[2] ?? ''
  if (execPath === '')
    end(`Electron ${process.versions['electron']} is too old for it, and no other Node was found`)
  const child = fork(laneFile, [], {
    execPath,
    execArgv: [],
    serialization: 'json',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('message', fromLane)
  child.on('error', (error) => end(error.message))
  child.on('exit', (code, signal) => end(`exit ${code ?? signal}`))
  return (message) => void (child.connected && child.send(message))
}

const startInside: StartLane = (fromLane) => {
  const early: TowardsLane[] = []
  let listener: Listener | undefined
  const inline: Inline = {
    toShim: fromLane,
    listen: (heard) => {
      listener = heard
      for (const message of early.splice(0)) heard(message)
    },
  }
  offerInline(inline)
  createRequire(laneFile)(laneFile)
  return (message) => {
    if (listener !== undefined) return listener(message)
    early.push(message)
    if (early.length > earlyMessagesMax) end('it never listened')
  }
}

const startLane = Number(process.versions['napi']) >= nodeApiMin ? startInside : startAsChild

const toLane = startLane((message) => {
  const parsed = v.safeParse(fromLaneSchema, message)
  if (parsed.success) route(parsed.output)
  else console.error('shim: dropped a message of the lane that keeps no contract')
})
const pages = openPagePorts(toLane, () => performance.now())

function route(message: FromLane): void {
  switch (message.op) {
    case 'view':
      return pages.deliver(message.page, message.view)
    case 'alive':
      return process.parentPort.postMessage(message)
  }
}

process.parentPort.on('message', (event) => {
  for (const port of event.ports) pages.attach(port)
})
