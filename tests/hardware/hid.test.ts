/** HID scanners by their reports: continued codes, other reports, broken reports, and keyboards that attack. */

import { afterEach, describe, expect, test } from 'vitest'
import { openHidDevice, scannerUsagePage } from '../../hardware/scanner/hid-device.ts'
import { type HidLayout, keyboardLayout, posAimLayout, posLayout } from '../../hardware/scanner/hid-layout.ts'
import { createPosDecoder } from '../../hardware/scanner/hid-pos.ts'
import { type HidBench, keyReports, makeHidBench, posReports } from './support/hid-bench.ts'
import { Recorder } from './support/recorder.ts'
import { describeScanner } from './support/scanner-contract.ts'
import { until } from './support/until.ts'

describeScanner('a HID-POS scanner', async () => makeHidBench(posLayout))
describeScanner('a HID-POS scanner with AIM identifiers', async () => makeHidBench(posAimLayout))
describeScanner('a HID keyboard scanner', async () => makeHidBench(keyboardLayout))

describe('reports', () => {
  const open: HidBench[] = []

  async function started(layout: HidLayout): Promise<{ bench: HidBench; heard: Recorder }> {
    const bench = makeHidBench(layout)
    open.push(bench)
    const heard = new Recorder()
    bench.scanner.start(heard)
    await until('the scanner is ready', () => heard.lastState === 'ready')
    return { bench, heard }
  }

  afterEach(async () => {
    for (const bench of open.splice(0)) await bench.scanner.close()
  })

  test('of a recorded shape are read: id, length, data, suffix, flags', async () => {
    const { bench, heard } = await started(posLayout)
    const report = Buffer.alloc(64)
    Buffer.from('020e363930313032383037353833310d', 'hex').copy(report)
    bench.send([report])
    expect(heard.scans).toEqual([{ text: '6901028075831', source: 'hid' }])
  })

  test('that continue a code are joined, with only the first identifier', async () => {
    const { bench, heard } = await started(posAimLayout)
    const text = 'https://example.com/01/06901028075831/21/'.repeat(4)
    bench.send(posReports(posAimLayout, `]Q1${text}`))
    expect(heard.scans).toEqual([{ text, symbology: 'qr', aim: ']Q1', source: 'hid' }])
  })

  test('of another kind are not mistaken for codes', async () => {
    const { bench, heard } = await started(posLayout)
    bench.send([Uint8Array.of(0x05, 3, 0x39, 0x36, 0x33), ...posReports(posLayout, '96385074')])
    expect(heard.texts).toEqual(['96385074'])
    expect(bench.scanner.counts().refused.Malformed).toBe(0)
  })

  test('that are short, or claim more than they hold, are refused', async () => {
    const { bench, heard } = await started(posLayout)
    const claims = Buffer.alloc(64, 0x37)
    claims[0] = posLayout.reportId
    claims[1] = 255
    bench.send([Uint8Array.of(posLayout.reportId), Uint8Array.of(posLayout.reportId, 5, 0x37), claims])
    expect(heard.texts).toEqual([])
    expect(bench.scanner.counts().refused.Malformed).toBe(3)
  })

  test('with control characters inside a code are refused whole, not split', async () => {
    const { bench, heard } = await started(posLayout)
    bench.send(posReports(posLayout, '96385074\r6901028075831\r'))
    expect(heard.texts).toEqual([])
    expect(bench.scanner.counts().refused.NotPrintable).toBe(1)
  })

  test('that break off are refused when the next code comes', () => {
    const decoder = createPosDecoder(posLayout)
    const [part] = posReports(posLayout, '690102', true)
    const [next] = posReports(posLayout, '96385074')
    expect(decoder.push(part ?? new Uint8Array(), 0)).toEqual([])
    expect(decoder.push(next ?? new Uint8Array(), decoder.silenceMs + 1)).toEqual([
      { kind: 'refused', why: 'Unfinished' },
      { kind: 'text', text: '96385074' },
    ])
  })

  test('that never stop continuing hold no more than one code', async () => {
    const { bench, heard } = await started(posLayout)
    for (let count = 0; count < 2000; count++) bench.send(posReports(posLayout, '7'.repeat(61), true))
    bench.send(posReports(posLayout, 'the end of it'))
    bench.send(posReports(posLayout, '96385074'))
    expect(heard.texts).toEqual(['96385074'])
    expect(bench.scanner.counts().refused.TooLong).toBe(1)
  })

  test('of a keyboard with chords spoil their code and nothing else', async () => {
    const { bench, heard } = await started(keyboardLayout)
    const ctrl = 0x01
    const alt = 0x04
    const meta = 0x08
    for (const modifiers of [ctrl, alt, meta, ctrl | 0x02]) {
      bench.send([...keyReports('6901'), ...keyReports('o', modifiers), ...keyReports('028\r')])
    }
    bench.send(keyReports('STAFF-7Q2K\r'))
    expect(heard.texts).toEqual(['STAFF-7Q2K'])
    expect(bench.scanner.counts().refused.NotPrintable).toBe(4)
  })

  test('of a keyboard that holds a key over two reports are one character', async () => {
    const { bench, heard } = await started(keyboardLayout)
    const [down = new Uint8Array(), up = new Uint8Array()] = keyReports('7')
    bench.send([down, down, down, up, down, up, ...keyReports('\r')])
    expect(heard.texts).toEqual(['77'])
  })
})

describe('a machine', () => {
  test.each([false, true])(
    'without the device, or the driver for it, says so and goes on (detach: %s)',
    async (detach) => {
      const link = openHidDevice({ usagePage: scannerUsagePage, vendorId: 0xdead, productId: 0xbeef, detach })
      const opened = await link({ onData: () => undefined, onLost: () => undefined })
      expect(opened).toMatchObject({
        ok: false,
        error: { kind: expect.stringMatching(/NotFound|DriverMissing/) },
      })
    },
  )
})
