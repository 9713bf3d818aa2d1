/** The permission table: everything judged, one thing granted, and that only as narrowly as it is meant. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asking, isGranted, permissionTable } from '../../src-main/shell/permissions.ts'

const camera: Asking = {
  fromKioskWindow: true,
  mainFrame: true,
  requestingUrl: 'app://kiosk/index.html',
  media: ['video'],
}

test('every permission has a verdict and a reason a person wrote', () => {
  const rows = Object.entries(permissionTable)
  expect(rows.length).toBeGreaterThanOrEqual(46)
  for (const [name, { reason }] of rows) expect(reason.length, name).toBeGreaterThan(15)
})

test('one permission is granted to the kiosk page, and it is the camera', () => {
  const granted = Object.keys(permissionTable).filter((name) => isGranted(name, camera))
  expect(granted).toEqual(['media'])
})

const refused: readonly (readonly [string, Partial<Asking>])[] = [
  ['sound as well as picture', { media: ['video', 'audio'] }],
  ['sound alone', { media: ['audio'] }],
  ['a kind of media without a name', { media: ['unknown'] }],
  ['nothing in particular', { media: [] }],
  ['a frame inside the page', { mainFrame: false }],
  ['another window', { fromKioskWindow: false }],
  ['an unknown page', { requestingUrl: undefined }],
  ['a page that only begins like ours', { requestingUrl: 'app://kiosk.evil.example/' }],
  ['a page of the network', { requestingUrl: 'https://kiosk/index.html' }],
  ['an empty page', { requestingUrl: 'about:blank' }],
]

test.each(refused)('the camera is refused to %s', (_what, change) => {
  expect(isGranted('media', { ...camera, ...change })).toBe(false)
})

test('a permission that no table knows is refused, names of object members too', () => {
  const names = fc.oneof(
    fc.string(),
    fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty'),
  )
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(name !== 'media')
      expect(isGranted(name, camera)).toBe(false)
    }),
  )
})
