/**
 * A real HID device through `node-hid`, which is loaded only here and only when needed: a machine without its native
 * part (or without libusb) reports a scanner as lost, and sells on.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { LinkLoss, LinkLossKind, OpenLink } from '../link.ts'

/** Usage page of bar code scanners (USB HID POS usage tables). */
export const scannerUsagePage = 0x8c

export interface HidDeviceChoice {
  readonly usagePage: number
  /** Given both, only this model: needed where a scanner shows itself as a keyboard. */
  readonly vendorId?: number
  readonly productId?: number
  /** Take the device from the desktop (libusb detaches the kernel's driver), so that a keyboard types nothing. */
  readonly detach: boolean
}

type NodeHid = typeof import('node-hid')

type HidDevice = Awaited<ReturnType<NodeHid['HIDAsync']['open']>>

const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const loss = (kind: LinkLossKind, detail: string): Result<never, LinkLoss> => err({ kind, detail })

const refusedByRights = /permission|access denied|EACCES|EPERM/i

async function loadNodeHid(): Promise<Result<NodeHid, LinkLoss>> {
  try {
    const loaded = await import('node-hid')
    return ok(loaded)
  } catch (error) {
    return loss('DriverMissing', detailOf(error))
  }
}

async function findPath(hid: NodeHid, choice: HidDeviceChoice): Promise<Result<string, LinkLoss>> {
  try {
    if (choice.detach) hid.setDriverType('libusb')
    const devices = await hid.devicesAsync()
    const found = devices.find(
      ({ usagePage, vendorId, productId }) =>
        usagePage === choice.usagePage &&
        (choice.vendorId === undefined || vendorId === choice.vendorId) &&
        (choice.productId === undefined || productId === choice.productId),
    )
    return found?.path === undefined ? loss('NotFound', 'no such HID device is connected') : ok(found.path)
  } catch (error) {
    // The native part is loaded at the first call, so this is where its absence shows.
    return loss('DriverMissing', detailOf(error))
  }
}

async function openPath(hid: NodeHid, path: string): Promise<Result<HidDevice, LinkLoss>> {
  try {
    return ok(await hid.HIDAsync.open(path))
  } catch (error) {
    const detail = detailOf(error)
    return loss(refusedByRights.test(detail) ? 'NotPermitted' : 'Failed', detail)
  }
}

/** Closing a device that is gone fails, and that is as good. */
const closeQuietly = (device: HidDevice): Promise<void> => device.close().catch(() => undefined)

export const openHidDevice =
  (choice: HidDeviceChoice): OpenLink =>
  async ({ onData, onLost }) => {
    const hid = await loadNodeHid()
    if (!hid.ok) return hid
    const path = await findPath(hid.value, choice)
    if (!path.ok) return path
    const opened = await openPath(hid.value, path.value)
    if (!opened.ok) return opened
    const device = opened.value
    device.on('data', (report: Buffer) => onData(report))
    device.once('error', (error: unknown) => {
      void closeQuietly(device)
      onLost({ kind: 'HungUp', detail: detailOf(error) })
    })
    return ok({ close: () => closeQuietly(device) })
  }
