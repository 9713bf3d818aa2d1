/**
 * An ESC/POS printer behind a path: `/dev/usb/lp0`, a terminal, or a file for demonstrations. It writes a receipt
 * whole or says what kept it, opens the device anew for every receipt, and so needs no reconnection.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { Timers } from '../timers.ts'
import { type ByteDevice, type DeviceFailure, openByteDevice } from './byte-device.ts'
import { renderEscPos, renderSlip } from './escpos.ts'
import type { ReceiptLayout } from './paper.ts'
import type { PrinterRefusal, ReceiptPrinter } from './port.ts'
import { askStatus } from './printer-status.ts'

export interface DevicePrinterOptions {
  readonly path: string
  readonly layout: ReceiptLayout
  readonly timers: Timers
  /** The path is a plain file, to be made if it is not there. Receipts are added at its end. */
  readonly isFile?: boolean
  /** The printer answers status questions (USB and two-way cables), so it is asked before it prints. */
  readonly asksStatus?: boolean
  readonly writeTimeoutMs?: number
}

/** Long enough for a slow printer to print a long receipt while it takes the rest of it. */
const defaultWriteTimeoutMs = 20_000
const statusTimeoutMs = 500

/** Linux's printer driver says "no space" when there is no paper; for a file it means what it says. */
function refusalOf(failure: DeviceFailure, totalBytes: number, isRegularFile: boolean): PrinterRefusal {
  switch (failure.code) {
    case 'TimedOut':
      return { kind: 'TimedOut', writtenBytes: failure.movedBytes, totalBytes }
    case 'ENOSPC':
      return isRegularFile ? { kind: 'Offline', detail: 'the disk is full' } : { kind: 'PaperOut' }
    case 'EACCES':
    case 'EPERM':
      return { kind: 'NotPermitted', detail: failure.code }
    case 'EBUSY':
      return { kind: 'Busy' }
  }
  return { kind: 'Offline', detail: failure.code }
}

async function send(
  device: ByteDevice,
  bytes: Uint8Array,
  options: DevicePrinterOptions,
): Promise<Result<void, PrinterRefusal>> {
  const { asksStatus = false, writeTimeoutMs = defaultWriteTimeoutMs } = options
  const fit = asksStatus ? await askStatus(device, statusTimeoutMs) : ok(undefined)
  if (!fit.ok) return fit
  const written = await device.write(bytes, writeTimeoutMs)
  return written.ok ? ok(undefined) : err(refusalOf(written.error, bytes.length, device.isRegularFile))
}

async function deliver(
  bytes: Uint8Array,
  options: DevicePrinterOptions,
): Promise<Result<void, PrinterRefusal>> {
  const { path, timers, isFile = false, asksStatus = false } = options
  const opened = await openByteDevice({ path, timers, create: isFile, reads: asksStatus })
  if (!opened.ok) return err(refusalOf(opened.error, bytes.length, isFile))
  const sent = await send(opened.value, bytes, options)
  await opened.value.close()
  return sent
}

export function createDevicePrinter(options: DevicePrinterOptions): ReceiptPrinter {
  let printing = false

  async function printed(
    render: () => Result<Uint8Array, PrinterRefusal>,
  ): Promise<Result<void, PrinterRefusal>> {
    if (printing) return err({ kind: 'Busy' })
    const bytes = render()
    if (!bytes.ok) return bytes
    printing = true
    const delivered = await deliver(bytes.value, options)
    printing = false
    return delivered
  }

  const { path, layout } = options
  return {
    name: `printer ${path}`,
    print: (receipt) => printed(() => renderEscPos(receipt, layout)),
    printSlip: (slip) => printed(() => renderSlip(slip, layout)),
  }
}
