/** The reconnecting scanner under a clock in the test's hand, and its simulated form. */

import { describe, expect, test } from 'vitest'
import { err, ok } from '../../domain/result.ts'
import { defaultReconnectMs } from '../../hardware/kept-link.ts'
import type { Link, LinkLoss, OpenLink } from '../../hardware/link.ts'
import { createFramer, defaultFraming } from '../../hardware/scanner/framing.ts'
import { LinkedScanner } from '../../hardware/scanner/linked.ts'
import { createSimulatedScanner } from '../../hardware/scanner/simulated.ts'
import { systemTimers } from '../../hardware/timers.ts'
import { ManualTimers, settled } from './support/manual-timers.ts'
import { Recorder } from './support/recorder.ts'
import { describeScanner } from './support/scanner-contract.ts'

describeScanner('a simulated scanner', async () => {
  const scanner = createSimulatedScanner({ timers: systemTimers, reconnectMs: 20 })
  return {
    scanner,
    scan: async (text) => scanner.scan(text),
    scanPart: async (text) => scanner.send(Buffer.from(text)),
    unplug: async () => scanner.unplug(),
    replug: async () => scanner.replug(),
    dispose: async () => undefined,
  }
})

const notFound: LinkLoss = { kind: 'NotFound', detail: 'nothing there' }

function scannerOver(openLink: OpenLink): { scanner: LinkedScanner; timers: ManualTimers; heard: Recorder } {
  const timers = new ManualTimers()
  const decoder = createFramer()
  return {
    scanner: new LinkedScanner({ name: 'test', source: 'serial', openLink, decoder, timers }),
    timers,
    heard: new Recorder(),
  }
}

describe('a scanner that is not there', () => {
  test('is tried at a steady pace, with one try waiting at most, and one report a cause', async () => {
    let tries = 0
    const { scanner, timers, heard } = scannerOver(async () => {
      tries++
      return err(tries < 50 ? notFound : { kind: 'NotPermitted', detail: 'no rights' })
    })
    scanner.start(heard)
    await settled()
    for (let round = 0; round < 99; round++) {
      expect(timers.waitingCount).toBe(1)
      await timers.advance(defaultReconnectMs)
    }
    expect(tries).toBe(100)
    expect(heard.stateKinds).toEqual(['connecting', 'lost', 'lost'])
    await scanner.close()
    await timers.advance(10 * defaultReconnectMs)
    expect(tries).toBe(100)
  })
})

describe('a link', () => {
  test('that is lost before its opening was answered is not reported ready', async () => {
    const { scanner, timers, heard } = scannerOver(async ({ onLost }) => {
      onLost({ kind: 'HungUp', detail: 'gone already' })
      return ok({ close: async () => undefined })
    })
    scanner.start(heard)
    await settled()
    expect(heard.stateKinds).toEqual(['connecting', 'lost'])
    expect(timers.waitingCount).toBe(1)
    await scanner.close()
  })

  test('that opens while the scanner is being closed is closed too', async () => {
    let closed = 0
    const opening = Promise.withResolvers<void>()
    const { scanner, heard } = scannerOver(async () => {
      await opening.promise
      return ok<Link>({
        close: async () => {
          closed++
        },
      })
    })
    scanner.start(heard)
    const closing = scanner.close()
    opening.resolve()
    await closing
    expect(closed).toBe(1)
    expect(heard.stateKinds).toEqual(['connecting', 'closed'])
  })

  test('that falls silent within a code counts it as unfinished without waiting for the next', async () => {
    const timers = new ManualTimers()
    const heard = new Recorder()
    const scanner = createSimulatedScanner({ timers })
    scanner.start(heard)
    await settled()
    scanner.send(Buffer.from('690102'))
    await timers.advance(defaultFraming.silenceMs)
    expect(scanner.counts().refused.Unfinished).toBe(1)
    scanner.scan('96385074')
    expect(heard.texts).toEqual(['96385074'])
    await scanner.close()
  })

  test('without a terminator gives its code when it falls silent', async () => {
    const timers = new ManualTimers()
    const heard = new Recorder()
    const scanner = createSimulatedScanner({ timers, framing: { ...defaultFraming, atSilence: 'accept' } })
    scanner.start(heard)
    await settled()
    scanner.send(Buffer.from('9638'))
    await timers.advance(defaultFraming.silenceMs - 1)
    scanner.send(Buffer.from('5074'))
    expect(heard.texts).toEqual([])
    await timers.advance(defaultFraming.silenceMs)
    expect(heard.texts).toEqual(['96385074'])
    await scanner.close()
  })
})
