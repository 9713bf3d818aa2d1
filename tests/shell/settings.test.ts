/** Keys, settings, dumps and places: what reaches the page, what reaches the lane, what stays on the disk. */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { crashDumpsMax, trimCrashDumps } from '../../src-main/shell/crash-dumps.ts'
import { isKioskFrame, staysInside } from '../../src-main/shell/guards.ts'
import { reachesPage } from '../../src-main/shell/keys.ts'
import { findPlaces } from '../../src-main/shell/places.ts'
import { laneEnvironment, readSettings } from '../../src-main/shell/settings.ts'

const bare = { control: false, alt: false, meta: false }

test('what a scanner or a PIN types reaches the page', () => {
  for (const key of ['0', 'a', 'Z', '码', '😀', ' ', 'Enter', 'Tab', 'Backspace', 'Shift']) {
    expect(reachesPage({ key, ...bare }), key).toBe(true)
  }
})

test('no key with a meaning of its own reaches the page, nor any combination', () => {
  for (const key of [
    'F1',
    'F5',
    'F11',
    'F12',
    'BrowserBack',
    'ContextMenu',
    'PrintScreen',
    'MediaPlayPause',
    '',
  ]) {
    expect(reachesPage({ key, ...bare }), key).toBe(false)
  }
  for (const modifier of ['control', 'alt', 'meta']) {
    for (const key of ['w', 'r', 'Tab', 'Enter', 'a']) {
      expect(reachesPage({ key, ...bare, [modifier]: true }), `${modifier}+${key}`).toBe(false)
    }
  }
})

test('only our own address stays inside', () => {
  expect(staysInside('app://kiosk/assets/a.js')).toBe(true)
  expect(staysInside('blob:app://kiosk/1f')).toBe(true)
  for (const url of [
    'app://kiosk.evil/',
    'app://other/',
    'blob:https://evil/1',
    'about:blank',
    'ws://localhost/',
    '',
  ]) {
    expect(staysInside(url), url).toBe(false)
  }
})

test('main listens to the main frame of the kiosk page alone', () => {
  expect(isKioskFrame({ url: 'app://kiosk/index.html', parent: null })).toBe(true)
  expect(isKioskFrame({ url: 'app://kiosk/index.html', parent: {} })).toBe(false)
  expect(isKioskFrame({ url: 'about:blank', parent: null })).toBe(false)
  expect(isKioskFrame({ url: '', parent: null })).toBe(false)
  expect(isKioskFrame(null)).toBe(false)
})

test('a bad setting is refused with a sentence, a missing one has its default', () => {
  expect(readSettings({}, '/var/lib/scanway')).toMatchObject({
    ok: true,
    value: { data: '/var/lib/scanway' },
  })
  expect(readSettings({ SCANWAY_DATA: 'relative' }, '/d')).toMatchObject({
    ok: false,
    error: { kind: 'BadSetting' },
  })
  expect(readSettings({ SCANWAY_TEST_WINDOW: '0x' }, '/d').ok).toBe(false)
  expect(readSettings({ SCANWAY_TEST_WINDOW: '1080x1920' }, '/d')).toMatchObject({
    value: { windowSize: { width: 1080, height: 1920 } },
  })
})

test('the lane gets its own settings and nothing that could load a stranger into it', () => {
  const env = {
    SCANWAY_SERVER: 'http://s',
    PATH: '/bin',
    LD_PRELOAD: 'x',
    NODE_OPTIONS: 'y',
    SSLKEYLOGFILE: 'z',
  }
  expect(laneEnvironment(env, '/d')).toEqual({ SCANWAY_SERVER: 'http://s', PATH: '/bin', SCANWAY_DATA: '/d' })
})

test('crash dumps do not fill the disk; the newest stay', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-dumps-'))
  fs.mkdirSync(path.join(folder, 'pending'))
  for (let at = 0; at < crashDumpsMax + 5; at += 1) {
    const file = path.join(folder, 'pending', `${at}.dmp`)
    fs.writeFileSync(file, '')
    fs.utimesSync(file, at, at)
  }
  fs.writeFileSync(path.join(folder, 'settings.dat'), '')
  trimCrashDumps(folder)
  const left = fs.readdirSync(path.join(folder, 'pending'))
  expect(left).toHaveLength(crashDumpsMax)
  expect(left).not.toContain('4.dmp')
  expect(fs.existsSync(path.join(folder, 'settings.dat'))).toBe(true)
  fs.rmSync(folder, { recursive: true })
})

test('a packaged kiosk starts its lane from outside the archive and takes no Node from the environment', () => {
  const places = findPlaces({
    bundles: '/opt/scanway/resources/app.asar/out',
    packaged: true,
    resources: '/opt/scanway/resources',
    appPath: '/opt/scanway/resources/app.asar',
    env: { SCANWAY_NODE: process.execPath },
  })
  expect(places.shim).toBe('/opt/scanway/resources/app.asar.unpacked/out/shim.cjs')
  expect(places.page).toBe('/opt/scanway/resources/app.asar/out/page')
  expect(places.node).toBe('')
})
