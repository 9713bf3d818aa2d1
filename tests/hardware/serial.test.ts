/** The real serial driver over a pseudo-terminal: what cables, adapters and hubs do to it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Scanner } from '../../hardware/scanner/port.ts'
import { createSerialScanner } from '../../hardware/scanner/serial.ts'
import { systemTimers } from '../../hardware/timers.ts'
import { hasSocat, PtyPair } from './support/pty-pair.ts'
import { Recorder } from './support/recorder.ts'
import { describeScanner } from './support/scanner-contract.ts'
import { until } from './support/until.ts'

const reconnectMs = 20

const scannerOn = (path: string): Scanner => createSerialScanner({ path, timers: systemTimers, reconnectMs })

if (hasSocat) {
  describeScanner('a serial scanner', async () => {
    const cable = await PtyPair.make()
    return {
      scanner: scannerOn(cable.devicePath),
      scan: (text) => cable.write(`${text}\r`),
      scanPart: (text) => cable.write(text),
      unplug: () => cable.unplug(),
      replug: () => cable.plug(),
      dispose: () => cable.dispose(),
    }
  })
}

describe.skipIf(!hasSocat)('a serial line', () => {
  let cable: PtyPair
  let scanner: Scanner
  let heard: Recorder

  const heardScans = (count: number): Promise<void> =>
    until(`${count} scans are heard`, () => heard.scans.length >= count)

  beforeEach(async () => {
    cable = await PtyPair.make()
    scanner = scannerOn(cable.devicePath)
    heard = new Recorder()
    scanner.start(heard)
    await until('the scanner is ready', () => heard.lastState === 'ready')
  })

  afterEach(async () => {
    await scanner.close()
    await cable.dispose()
  })

  test('that is pulled right after a scan is told as lost, not read for ever', async () => {
    for (let round = 1; round <= 5; round++) {
      await cable.write(`9638507${round}\r`)
      await cable.unplug()
      await until('the loss is told', () => heard.lastState === 'lost')
      expect(heard.states.at(-1)).toMatchObject({ loss: { kind: expect.stringMatching(/HungUp|NotFound/) } })
      await cable.plug()
      await until('the scanner is ready', () => heard.lastState === 'ready')
    }
    await cable.write('6901028075831\r')
    await until('the scan is heard', () => heard.texts.includes('6901028075831'))
  })

  test('that delivers a code byte by byte delivers one code', async () => {
    for (const byte of '6901028075831\r') await cable.write(byte)
    await heardScans(1)
    expect(heard.scans).toEqual([{ text: '6901028075831', source: 'serial' }])
  })

  test('that delivers two codes at once delivers two', async () => {
    await cable.write('96385074\r\n6901028075831\r\n')
    await heardScans(2)
    expect(heard.texts).toEqual(['96385074', '6901028075831'])
  })

  test('that carries noise reads the code after it', async () => {
    await cable.write(Uint8Array.from({ length: 256 }, (_, byte) => byte))
    await cable.write('\r96385074\r')
    await until('the code is heard', () => heard.texts.includes('96385074'))
    expect(scanner.counts().refused.NotPrintable).toBeGreaterThan(0)
  })

  test('that carries a megabyte without an end refuses it once and reads on', async () => {
    await cable.write('7'.repeat(1024 * 1024))
    await cable.write('\r96385074\r')
    await until('the code is heard', () => heard.texts.includes('96385074'))
    expect(heard.texts).toEqual(['96385074'])
    expect(scanner.counts().refused.TooLong).toBe(1)
  })

  test('with 200 scans a second for two seconds loses none', async () => {
    const count = 400
    const pauseMs = 5
    for (let scan = 0; scan < count; scan++) {
      await cable.write(`${scan}-0123456789\r`)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    await heardScans(count)
    expect(heard.texts).toEqual(Array.from({ length: count }, (_, scan) => `${scan}-0123456789`))
  })

  test('that another program holds is told as busy', async () => {
    const second = scannerOn(cable.devicePath)
    const ears = new Recorder()
    second.start(ears)
    await until('the second is refused', () => ears.lastState === 'lost')
    expect(ears.states.at(-1)).toMatchObject({ loss: { kind: 'Busy' } })
    await second.close()
  })
})
