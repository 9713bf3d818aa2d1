/** The printer behind a path: what arrives at the other end, and what is said when it cannot. */

import { existsSync } from 'node:fs'
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDevicePrinter, type DevicePrinterOptions } from '../../hardware/printer/device-printer.ts'
import { renderEscPos } from '../../hardware/printer/escpos.ts'
import type { ReceiptLayout } from '../../hardware/printer/paper.ts'
import type { ReceiptPrinter } from '../../hardware/printer/port.ts'
import { readEscPos } from '../../hardware/printer/preview.ts'
import { readStatus, statusQuery } from '../../hardware/printer/printer-status.ts'
import { createSimulatedPrinter, printoutsMax } from '../../hardware/printer/simulated.ts'
import { systemTimers } from '../../hardware/timers.ts'
import { hasSocat, PtyPair } from './support/pty-pair.ts'
import { manyLines, milk, receiptWith } from './support/receipts.ts'

const layout: ReceiptLayout = { columns: 48, timeZone: 'Asia/Shanghai' }

const receipt = receiptWith([milk])

const printerAt = (path: string, more: Partial<DevicePrinterOptions> = {}): ReceiptPrinter =>
  createDevicePrinter({ path, layout, timers: systemTimers, ...more })

function bytesOf(lines = receipt): Uint8Array {
  const rendered = renderEscPos(lines, layout)
  return rendered.ok ? rendered.value : new Uint8Array()
}

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanway-printer-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a printer that is a file', () => {
  test('gets one receipt after the other', async () => {
    const path = join(folder, 'receipts.bin')
    const printer = printerAt(path, { isFile: true })
    expect(await printer.print(receipt)).toEqual({ ok: true, value: undefined })
    expect(await printer.print(receipt)).toEqual({ ok: true, value: undefined })
    expect(await readFile(path)).toEqual(Buffer.concat([bytesOf(), bytesOf()]))
  })
})

describe('a printer that is not there', () => {
  test('is offline, and no file is made in its place', async () => {
    const path = join(folder, 'lp0')
    expect(await printerAt(path).print(receipt)).toEqual({
      ok: false,
      error: { kind: 'Offline', detail: 'ENOENT' },
    })
    expect(existsSync(path)).toBe(false)
  })

  test('does not keep the next receipt from a printer that is back', async () => {
    const path = join(folder, 'lp0')
    const printer = printerAt(path)
    expect((await printer.print(receipt)).ok).toBe(false)
    await (await open(path, 'w')).close()
    expect((await printer.print(receipt)).ok).toBe(true)
    expect(await readFile(path)).toEqual(Buffer.from(bytesOf()))
  })

  test('but is a folder, is offline too', async () => {
    expect(await printerAt(folder).print(receipt)).toMatchObject({
      error: { kind: 'Offline', detail: 'EISDIR' },
    })
  })
})

describe.skipIf(!existsSync('/dev/full'))('a printer without room', () => {
  test('is out of paper', async () => {
    expect(await printerAt('/dev/full').print(receipt)).toEqual({ ok: false, error: { kind: 'PaperOut' } })
  })
})

describe.skipIf(!hasSocat)('a printer on a terminal', () => {
  let cable: PtyPair
  /** A terminal hangs up when its last opener leaves, and a printer opens and closes for every receipt. */
  let keeper: FileHandle

  beforeEach(async () => {
    cable = await PtyPair.make()
    keeper = await open(cable.devicePath, 'r+')
  })

  afterEach(async () => {
    await keeper.close()
    await cable.dispose()
  })

  test.each(['zh-CN', 'en'] as const)('receives a receipt in %s unchanged', async (language) => {
    const spoken = receiptWith(manyLines(200), { language })
    const expected = bytesOf(spoken)
    const [received, printed] = await Promise.all([
      cable.read(expected.length),
      printerAt(cable.devicePath).print(spoken),
    ])
    expect(printed.ok).toBe(true)
    expect(received).toEqual(Buffer.from(expected))
    expect(readEscPos(received)).toContainEqual({ kind: 'cut' })
  })

  test('that stops taking bytes is given up, with what it took', async () => {
    const long = receiptWith(manyLines(500))
    const refused = await printerAt(cable.devicePath, { writeTimeoutMs: 150 }).print(long)
    expect(refused).toMatchObject({
      ok: false,
      error: { kind: 'TimedOut', totalBytes: bytesOf(long).length },
    })
    if (refused.ok || refused.error.kind !== 'TimedOut') return
    expect(refused.error.writtenBytes).toBeGreaterThan(0)
    expect(refused.error.writtenBytes).toBeLessThan(refused.error.totalBytes)
  })

  test('takes one receipt at a time', async () => {
    const long = receiptWith(manyLines(500))
    const printer = printerAt(cable.devicePath, { writeTimeoutMs: 150 })
    const first = printer.print(long)
    expect(await printer.print(receipt)).toEqual({ ok: false, error: { kind: 'Busy' } })
    await first
    expect(await printer.print(receipt)).not.toMatchObject({ error: { kind: 'Busy' } })
  })

  test.each([
    ['prints when it is well', [0x12, 0x12], undefined],
    ['says that its cover is open', [0x16, 0x12], 'CoverOpen'],
    ['says that paper has run out', [0x12, 0x72], 'PaperOut'],
    ['says that it is out of order', [0x52, 0x12], 'Offline'],
  ] as const)('asked how it is, %s', async (_, answers, refusal) => {
    const printing = printerAt(cable.devicePath, { asksStatus: true }).print(receipt)
    expect(await cable.read(statusQuery.length)).toEqual(Buffer.from(statusQuery))
    await cable.write(Uint8Array.from(answers))
    const printed = await printing
    if (refusal !== undefined) {
      expect(printed).toMatchObject({ ok: false, error: { kind: refusal } })
      return
    }
    expect(printed.ok).toBe(true)
    expect(await cable.read(bytesOf().length)).toEqual(Buffer.from(bytesOf()))
  })

  test('that does not answer is offline and gets no receipt', async () => {
    const printed = await printerAt(cable.devicePath, { asksStatus: true }).print(receipt)
    expect(printed).toEqual({
      ok: false,
      error: { kind: 'Offline', detail: 'it gives no answer (TimedOut)' },
    })
  })
})

describe('a status byte', () => {
  test('is taken for an answer only with its fixed bits', () => {
    const answers = Array.from({ length: 256 }, (_, byte) => readStatus(Uint8Array.of(byte, 0x12)))
    const nonsense = answers.filter(
      (each) => !each.ok && each.error.kind === 'Offline' && /no sense/.test(each.error.detail),
    )
    expect(nonsense).toHaveLength(240)
  })
})

describe('a simulated printer', () => {
  test('keeps what it printed, fails at a touch and is repaired', async () => {
    const printer = createSimulatedPrinter(layout)
    expect((await printer.print(receipt)).ok).toBe(true)
    printer.fail({ kind: 'PaperOut' })
    expect(await printer.print(receipt)).toEqual({ ok: false, error: { kind: 'PaperOut' } })
    printer.repair()
    expect((await printer.print(receipt)).ok).toBe(true)
    expect(printer.printouts()).toEqual([
      { of: receipt, bytes: bytesOf() },
      { of: receipt, bytes: bytesOf() },
    ])
  })

  test('keeps no more than its tray holds', async () => {
    const printer = createSimulatedPrinter(layout)
    for (let count = 0; count < printoutsMax + 5; count++) await printer.print(receipt)
    expect(printer.printouts()).toHaveLength(printoutsMax)
  })
})
