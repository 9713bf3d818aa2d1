/** The first line of main: which command lines start a kiosk, and which must not. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Climate, climateOf } from '../../src-main/shell/climate.ts'
import { refusedSwitches } from '../../src-main/shell/switches.ts'

const shop: Climate = { test: false, rootOnWorkingCopy: false }
const underTest: Climate = { test: true, rootOnWorkingCopy: false }
const rootsCopy: Climate = { test: false, rootOnWorkingCopy: true }
const hasNone = (): boolean => false

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-port',
  '-remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0.0.0.0:1',
  '--js-flags=--allow-natives-syntax',
  '--disable-web-security',
  '--load-extension=/tmp/x',
  '--user-data-dir=/tmp/x',
  '--proxy-server=evil:8080',
  '--host-resolver-rules=MAP * 1.2.3.4',
  '--ignore-certificate-errors',
  '--renderer-cmd-prefix=xterm',
  '--no-sandbox',
  '--constructor',
  '--__proto__',
])('a kiosk in a shop does not start with %s', (argument) => {
  expect(refusedSwitches(['.', argument], hasNone, shop)).toHaveLength(1)
})

test('a debugging switch that came by another way than the arguments is refused too', () => {
  expect(refusedSwitches([], (name) => name === 'remote-debugging-port', shop)).toEqual([
    'remote-debugging-port',
  ])
})

test('a switch named twice is told once', () => {
  expect(refusedSwitches(['--inspect', '-inspect=1'], (name) => name === 'inspect', shop)).toEqual([
    'inspect',
  ])
})

test('any switch nobody allowed is refused, whatever it is called', () => {
  const harmless = ['disable-gpu', 'ozone-platform', 'force-device-scale-factor']
  const anyName = fc.stringMatching(/^[a-z][a-z-]{2,30}$/).filter((name) => !/fake|sandbox/.test(name))
  fc.assert(
    fc.property(anyName, (name) => {
      const refused = refusedSwitches([`--${name}`], hasNone, shop)
      expect(refused).toEqual(harmless.includes(name) ? [] : [name])
    }),
  )
})

test('an ordinary start goes through', () => {
  expect(refusedSwitches(['.', '--disable-gpu', '--ozone-platform=wayland'], hasNone, shop)).toEqual([])
})

test('only root on a working copy may go without the sandbox', () => {
  expect(refusedSwitches(['--no-sandbox'], hasNone, rootsCopy)).toEqual([])
  expect(refusedSwitches(['--no-sandbox', '--inspect'], hasNone, rootsCopy)).toEqual(['inspect'])
})

test('a test may attach', () => {
  expect(refusedSwitches(['--inspect=0', '--remote-debugging-port=0'], () => true, underTest)).toEqual([])
})

test('a packaged kiosk is never under test, whatever its environment says and whoever runs it', () => {
  const run = { packaged: true, userId: 0, env: { SCANWAY_TEST: '1' } }
  expect(climateOf(run)).toEqual({ test: false, rootOnWorkingCopy: false })
  expect(climateOf({ ...run, packaged: false })).toEqual({ test: true, rootOnWorkingCopy: true })
})

test('only the exact word makes a run a test', () => {
  for (const word of ['', '0', 'true', '11', undefined]) {
    expect(climateOf({ packaged: false, userId: 1000, env: { SCANWAY_TEST: word } }).test).toBe(false)
  }
})
