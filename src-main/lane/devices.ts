/**
 * The devices of this kiosk as the loop sees them: scans come in, receipts go out, and each device says how it is.
 */

import type { Scan } from '../../domain/code/scan.ts'
import { err } from '../../domain/result.ts'
import type { FaceTerminal } from '../../hardware/face/port.ts'
import type { LinkState } from '../../hardware/link.ts'
import type { ReceiptPrinter } from '../../hardware/printer/port.ts'
import type { Scale } from '../../hardware/scale/port.ts'
import type { Scanner } from '../../hardware/scanner/port.ts'
import type { Devices, DeviceView } from '../../lane/ports.ts'

export interface KioskDevices extends Devices {
  start(heard: { onScan(scan: Scan): void; onUnreadable(): void; onWeight(): void; changed(): void }): void
  close(): Promise<void>
}

function linkedView(name: string, state: LinkState): DeviceView {
  switch (state.kind) {
    case 'ready':
      return { name, state: 'ready', detail: '' }
    case 'connecting':
      return { name, state: 'connecting', detail: '' }
    case 'closed':
      return { name, state: 'lost', detail: 'closed' }
    case 'lost':
      return { name, state: 'lost', detail: `${state.loss.kind}: ${state.loss.detail}` }
  }
}

export interface DevicesAtHand {
  readonly scanners: readonly Scanner[]
  readonly printer: ReceiptPrinter | undefined
  readonly scale: Scale | undefined
  readonly face: FaceTerminal | undefined
}

const absent = (name: string): DeviceView => ({ name, state: 'absent', detail: 'none configured' })

export function openDevices({ scanners, printer, scale, face }: DevicesAtHand): KioskDevices {
  const states = new Map<Scanner, LinkState>(scanners.map((scanner) => [scanner, { kind: 'connecting' }]))
  let scaleView: DeviceView = absent('scale')
  let faceView: DeviceView = absent('face terminal')
  let printerView: DeviceView = printer
    ? { name: printer.name, state: 'ready', detail: '' }
    : absent('printer')

  async function printed(work: (printer: ReceiptPrinter) => ReturnType<ReceiptPrinter['print']>) {
    if (!printer) return err({ kind: 'NoPrinter' })
    const result = await work(printer)
    printerView = result.ok
      ? { name: printer.name, state: 'ready', detail: '' }
      : { name: printer.name, state: 'lost', detail: result.error.kind }
    return result
  }

  return {
    start({ onScan, onUnreadable, onWeight, changed }) {
      for (const scanner of scanners) {
        scanner.start({
          onScan,
          // An empty frame is a terminator too many, which some scanners send.
          onRefused: (why) => why !== 'Empty' && onUnreadable(),
          onState(state) {
            states.set(scanner, state)
            changed()
          },
        })
      }
      scale?.start({
        onReading: onWeight,
        onState(state) {
          scaleView = linkedView(scale.name, state)
          changed()
        },
      })
      face?.start({
        onState(state) {
          faceView = linkedView(face.name, state)
          changed()
        },
      })
    },
    print: (receipt) => printed((there) => there.print(receipt)),
    printSlip: (slip) => printed((there) => there.printSlip(slip)),
    status: () => [
      ...[...states].map(([scanner, state]) => linkedView(scanner.name, state)),
      printerView,
      scaleView,
      faceView,
    ],
    async close() {
      const others = [scale, face].filter((device) => device !== undefined)
      await Promise.all([...scanners, ...others].map((device) => device.close()))
    },
  }
}
