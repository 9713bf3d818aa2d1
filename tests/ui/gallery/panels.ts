/** Panels for store IT: one where all is well, one where much is not. */

import type { PanelView } from '../../../domain/contract/staff-view.ts'
import { nowMs } from './moment.ts'

export const soundPanel: PanelView = {
  laneId: 'lane-03',
  epoch: 2,
  software: 'scanway 0.1.0',
  catalogue: {
    epoch: '2026-11-01',
    version: 48_213,
    items: 21_840,
    equalAtMs: nowMs - 12_000,
    serverVersion: 48_213,
    syncing: false,
    failure: null,
  },
  outbox: { depth: 0, oldestAtMs: null, failure: null, quarantined: 0 },
  journal: {
    seq: 90_211,
    hash: '5f2c9a1be07d44c8b1a6',
    path: '/var/lib/scanway/lane-03/journal.db',
  },
  server: { url: 'https://store.example:8443', reachable: true, lastSeenMs: nowMs - 2_000 },
  exposure: { parkedMinor: 0, parkedSales: 0, perSaleMinor: 20_000, totalMinor: 100_000 },
  devices: [
    { name: 'scanner', state: 'ready', detail: '/dev/ttyACM0' },
    { name: 'printer', state: 'ready', detail: '/dev/usb/lp0' },
    { name: 'scale', state: 'absent', detail: '' },
    { name: 'face terminal', state: 'ready', detail: '' },
  ],
  clock: { nowMs, offsetMs: 140 },
}

export const faultyPanel: PanelView = {
  ...soundPanel,
  catalogue: {
    ...soundPanel.catalogue,
    version: 48_190,
    equalAtMs: nowMs - 3 * 3_600_000,
    failure: 'connect ECONNREFUSED 10.0.0.5:8443',
  },
  outbox: { depth: 412, oldestAtMs: nowMs - 3 * 3_600_000, failure: 'no answer for 10 s', quarantined: 1 },
  server: { ...soundPanel.server, reachable: false, lastSeenMs: nowMs - 3 * 3_600_000 },
  exposure: { parkedMinor: 86_350, parkedSales: 7, perSaleMinor: 20_000, totalMinor: 100_000 },
  devices: [
    { name: 'scanner', state: 'lost', detail: '/dev/ttyACM0' },
    { name: 'printer', state: 'connecting', detail: '/dev/usb/lp0' },
    { name: 'scale', state: 'absent', detail: '' },
    { name: 'face terminal /run/scanway/face.sock', state: 'lost', detail: 'NotFound: ENOENT' },
  ],
  clock: { nowMs, offsetMs: -84_000 },
}
