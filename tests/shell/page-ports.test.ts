/** The wall a page's messages meet first: what no page of ours would send closes the port it came through. */

import { expect, test } from 'vitest'
import type { TowardsLane } from '../../src-main/lane-port.ts'
import {
  commandCharactersMax,
  commandsPerSecondMax,
  openPagePorts,
  type PagePort,
  pagesMax,
} from '../../src-main/shell/page-ports.ts'

interface FakePort extends PagePort {
  readonly say: (data: unknown) => void
  readonly got: readonly unknown[]
  readonly isClosed: () => boolean
}

function fakePort(): FakePort {
  let hear = (_event: { readonly data: unknown }): void => undefined
  let close = (): void => undefined
  let closed = false
  const got: unknown[] = []
  return {
    // The two overloads of `on` meet here.
    on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => {
      if (event === 'message') hear = listener
      else close = () => listener({ data: undefined })
    },
    start: () => undefined,
    close: () => {
      if (closed) return
      closed = true
      close()
    },
    postMessage: (message) => void got.push(message),
    say: (data) => hear({ data }),
    got,
    isClosed: () => closed,
  }
}

function bench() {
  const sent: TowardsLane[] = []
  let nowMs = 0
  const pages = openPagePorts(
    (message) => void sent.push(message),
    () => nowMs,
  )
  const port = fakePort()
  pages.attach(port)
  const wait = (ms: number): void => {
    nowMs += ms
  }
  return { sent, pages, port, wait }
}

test('a page is announced, its commands carry its number, its leaving is told once', () => {
  const { sent, port } = bench()
  port.say({ kind: 'StartSale' })
  port.close()
  port.close()
  expect(sent).toEqual([
    { op: 'attach', page: 1 },
    { op: 'command', page: 1, command: { kind: 'StartSale' } },
    { op: 'detach', page: 1 },
  ])
})

test('a view reaches the page it is for, and none that has left', () => {
  const { pages, port } = bench()
  const other = fakePort()
  pages.attach(other)
  pages.deliver(2, 'view')
  other.close()
  pages.deliver(2, 'late')
  pages.deliver(99, 'nobody')
  expect(other.got).toEqual(['view'])
  expect(port.got).toEqual([])
})

const cycle: { self?: unknown } = {}
cycle.self = cycle

test.each([
  ['a message too long for any command', 'x'.repeat(commandCharactersMax)],
  ['a cycle', cycle],
  ['a BigInt', 1n],
  ['nothing', undefined],
  ['a function', () => 1],
])('%s closes the port and does not reach the lane', (_what, data) => {
  const { sent, port } = bench()
  port.say(data)
  port.say({ kind: 'StartSale' })
  expect(port.isClosed()).toBe(true)
  expect(sent.map(({ op }) => op)).toEqual(['attach', 'detach'])
})

test('a page that floods is cut off; one that is merely busy is not', () => {
  const { sent, port, wait } = bench()
  for (let second = 0; second < 3; second += 1) {
    for (let at = 0; at < commandsPerSecondMax; at += 1) port.say({ kind: 'Painted' })
    wait(1_000)
  }
  expect(port.isClosed()).toBe(false)
  for (let at = 0; at <= commandsPerSecondMax; at += 1) port.say({ kind: 'Painted' })
  expect(port.isClosed()).toBe(true)
  expect(sent.filter(({ op }) => op === 'command')).toHaveLength(4 * commandsPerSecondMax)
})

test('a page that connects over and over holds a few ports, not thousands', () => {
  const { pages } = bench()
  const ports = Array.from({ length: 100 }, fakePort)
  for (const port of ports) pages.attach(port)
  expect(ports.filter((port) => !port.isClosed())).toHaveLength(pagesMax)
  expect(ports.at(-1)?.isClosed()).toBe(false)
})
