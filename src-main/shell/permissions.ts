/**
 * Every permission Chromium can ask for, each with its verdict and the reason. The table is checked against
 * Electron's own union: a new Electron with a new permission does not compile until someone has judged it.
 * One is granted, and only for the camera's picture, to the kiosk's own main frame.
 */

import type { Session, WebContents } from 'electron'
import { origin } from './scheme.ts'

type CheckHandler = Exclude<Parameters<Session['setPermissionCheckHandler']>[0], null>
type RequestHandler = Exclude<Parameters<Session['setPermissionRequestHandler']>[0], null>
export type Permission = Parameters<CheckHandler>[1] | Parameters<RequestHandler>[1]

export interface Verdict {
  readonly grant: 'never' | 'camera picture to the kiosk page'
  readonly reason: string
}

const never = (reason: string): Verdict => ({ grant: 'never', reason })

/** Holds every name of the newest Electron; an older one knows fewer, so the table may exceed its union. */
const verdicts = {
  ar: never('no headset in a shop'),
  'automatic-fullscreen': never('the window already fills the display, by main'),
  'background-fetch': never('the page has no network'),
  'background-sync': never('the page has no network; the lane syncs'),
  'captured-surface-control': never('nothing is captured'),
  'clipboard-read': never('a clipboard outlives the shopper who filled it'),
  'clipboard-sanitized-write': never('a clipboard outlives the shopper who filled it'),
  'deprecated-sync-clipboard-read': never('a clipboard outlives the shopper who filled it'),
  'display-capture': never('the screen shows what a shopper buys'),
  fileSystem: never('the page has no files; the lane owns the disk'),
  fullscreen: never('leaving it again would be a way out of the kiosk'),
  geolocation: never('a kiosk does not move'),
  'geolocation-approximate': never('a kiosk does not move'),
  'hand-tracking': never('no headset in a shop'),
  hid: never('devices belong to the lane process'),
  'idle-detection': never('the lane decides what idle means'),
  keyboardLock: never('main decides which keys reach the page'),
  'local-fonts': never('fonts travel with the page; a list of them is a fingerprint'),
  'local-network': never('the page has no network'),
  'local-network-access': never('the page has no network'),
  'loopback-network': never('the page has no network'),
  media: {
    grant: 'camera picture to the kiosk page',
    reason: 'codes are read from the camera, without sound',
  },
  mediaKeySystem: never('no protected media is played'),
  midi: never('devices belong to the lane process'),
  midiSysex: never('devices belong to the lane process'),
  nfc: never('devices belong to the lane process'),
  notifications: never('a message outside the page covers it'),
  openExternal: never('another program is a way out of the kiosk'),
  'payment-handler': never('payment goes through the store server alone'),
  'periodic-background-sync': never('the page has no network; the lane syncs'),
  'persistent-storage': never('the page keeps nothing between shoppers'),
  pointerLock: never('a hidden pointer traps the shopper'),
  'screen-wake-lock': never('main keeps the display awake'),
  sensors: never('a kiosk does not move'),
  serial: never('devices belong to the lane process'),
  'smart-card': never('devices belong to the lane process'),
  'speaker-selection': never('the machine decides where its sound goes'),
  'storage-access': never('no foreign page is embedded'),
  'system-wake-lock': never('main keeps the machine awake'),
  'top-level-storage-access': never('no foreign page is embedded'),
  unknown: never('what has no name has no reason'),
  usb: never('devices belong to the lane process'),
  vr: never('no headset in a shop'),
  'web-app-installation': never('nothing is installed from a page'),
  'web-printing': never('the receipt printer belongs to the lane process'),
  'window-management': never('there is one window, placed by main'),
} as const satisfies Record<string, Verdict>

export const permissionTable: Readonly<Record<Permission, Verdict>> = verdicts

export interface Asking {
  readonly fromKioskWindow: boolean
  readonly mainFrame: boolean
  readonly requestingUrl: string | undefined
  /** What kinds of media are asked for; empty when Chromium did not say. */
  readonly media: readonly string[]
}

/** Fails closed: a permission no table of ours knows, or a word missing in the request, is a refusal. */
export function isGranted(permission: string, asking: Asking): boolean {
  const table: Readonly<Record<string, Verdict>> = permissionTable
  if (!Object.hasOwn(table, permission) || table[permission]?.grant !== 'camera picture to the kiosk page') {
    return false
  }
  const onlyPicture = asking.media.length > 0 && asking.media.every((kind) => kind === 'video')
  const byKioskPage = asking.requestingUrl?.startsWith(`${origin}/`) === true
  return asking.fromKioskWindow && asking.mainFrame && byKioskPage && onlyPicture
}

/** Puts the table in force for everything a page can ask, devices and screen capture included. */
export function enforcePermissions(
  session: Session,
  isKioskWindow: (contents: WebContents) => boolean,
): void {
  session.setPermissionCheckHandler((contents, permission, _origin, details) =>
    isGranted(permission, {
      fromKioskWindow: contents !== null && isKioskWindow(contents),
      mainFrame: details.isMainFrame,
      requestingUrl: details.requestingUrl,
      media: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  )
  session.setPermissionRequestHandler((contents, permission, callback, details) =>
    callback(
      isGranted(permission, {
        fromKioskWindow: isKioskWindow(contents),
        mainFrame: details.isMainFrame,
        requestingUrl: details.requestingUrl,
        media: 'mediaTypes' in details ? (details.mediaTypes ?? []) : [],
      }),
    ),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
}
