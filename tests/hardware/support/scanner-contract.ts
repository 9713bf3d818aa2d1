/** What every scanner promises, whatever it hangs on. Each implementation brings a bench that can pull its cable. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Scanner } from '../../../hardware/scanner/port.ts'
import { Recorder } from './recorder.ts'
import { until } from './until.ts'

export interface ScannerBench {
  readonly scanner: Scanner
  /** Holds a code before the scanner. */
  scan(text: string): Promise<void>
  /** Sends the beginning of a code and nothing more. */
  scanPart(text: string): Promise<void>
  unplug(): Promise<void>
  replug(): Promise<void>
  dispose(): Promise<void>
}

const codes = Array.from({ length: 200 }, (_, index) => `69010280${String(index).padStart(5, '0')}`)

export function describeScanner(name: string, makeBench: () => Promise<ScannerBench>): void {
  describe(`${name}, as every scanner,`, () => {
    let bench: ScannerBench
    let heard: Recorder

    const refusals = (): number => Object.values(bench.scanner.counts().refused).reduce((a, b) => a + b, 0)
    const ready = (): Promise<void> => until('the scanner is ready', () => heard.lastState === 'ready')
    const heardScans = (count: number): Promise<void> =>
      until(`${count} scans are heard`, () => heard.scans.length >= count)

    beforeEach(async () => {
      bench = await makeBench()
      heard = new Recorder()
    })

    afterEach(async () => {
      await bench.scanner.close()
      await bench.dispose()
    })

    test('says that it connects and that it is ready, once each', async () => {
      bench.scanner.start(heard)
      await ready()
      expect(heard.stateKinds).toEqual(['connecting', 'ready'])
    })

    test('hands over each of 200 codes once, in order, and counts them', async () => {
      bench.scanner.start(heard)
      await ready()
      for (const code of codes) await bench.scan(code)
      await heardScans(codes.length)
      expect(heard.texts).toEqual(codes)
      expect(bench.scanner.counts().scans).toBe(codes.length)
      expect(refusals()).toBe(0)
    })

    test('tells the symbology where the scanner sends it', async () => {
      bench.scanner.start(heard)
      await ready()
      await bench.scan(']E496385074')
      await heardScans(1)
      expect(heard.scans[0]).toMatchObject({ text: '96385074', symbology: 'ean8' })
    })

    test('counts what is no code and reads the next', async () => {
      bench.scanner.start(heard)
      await ready()
      await bench.scan('x'.repeat(600))
      await bench.scan('96385074')
      await heardScans(1)
      expect(heard.texts).toEqual(['96385074'])
      expect(bench.scanner.counts().refused.TooLong).toBe(1)
      expect(refusals()).toBe(1)
      expect(heard.refusals).toEqual(['TooLong'])
    })

    test('says that it is lost and when it tries again, and reads on when it is back', async () => {
      bench.scanner.start(heard)
      await ready()
      await bench.unplug()
      await until('the loss is told', () => heard.lastState === 'lost')
      expect(heard.states.at(-1)).toMatchObject({ kind: 'lost', nextTryMs: expect.any(Number) })
      await bench.replug()
      await ready()
      await bench.scan('96385074')
      await heardScans(1)
      expect(heard.texts).toEqual(['96385074'])
    })

    test('waits for a scanner that is plugged in later', async () => {
      await bench.unplug()
      bench.scanner.start(heard)
      await until('the absence is told', () => heard.lastState === 'lost')
      expect(heard.states.at(-1)).toMatchObject({ loss: { kind: 'NotFound' } })
      await bench.replug()
      await ready()
      expect(heard.stateKinds).toEqual(['connecting', 'lost', 'ready'])
    })

    test('never joins a code cut off by the unplugging to what comes after', async () => {
      bench.scanner.start(heard)
      await ready()
      await bench.scanPart('690102')
      await bench.unplug()
      await until('the loss is told', () => heard.lastState === 'lost')
      await bench.replug()
      await ready()
      await bench.scan('96385074')
      await heardScans(1)
      expect(heard.texts).toEqual(['96385074'])
    })

    test('says nothing after it is closed, and may be closed twice', async () => {
      bench.scanner.start(heard)
      await ready()
      await bench.scanner.close()
      await bench.scanner.close()
      expect(heard.stateKinds).toEqual(['connecting', 'ready', 'closed'])
    })

    test('may be closed while it has nothing to be on', async () => {
      await bench.unplug()
      bench.scanner.start(heard)
      await bench.scanner.close()
      expect(heard.stateKinds.at(-1)).toBe('closed')
      expect(heard.stateKinds).not.toContain('ready')
    })
  })
}
