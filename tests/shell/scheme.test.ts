/** The kiosk's own scheme: it serves what was built, and no way of writing an address reaches anything else. */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, headers, readPage, type ServedFiles } from '../../src-main/shell/scheme.ts'

let files: ServedFiles = new Map()
let folder = ''

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-page-'))
  const page = path.join(folder, 'page')
  fs.mkdirSync(path.join(page, 'assets'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'secret.html'), 'secret')
  fs.writeFileSync(path.join(page, 'index.html'), '<!doctype html>')
  fs.writeFileSync(path.join(page, 'assets', 'app.js'), 'export {}')
  fs.writeFileSync(path.join(page, 'assets', 'app.js.map'), '{}')
  const faces = '@font-face{font-family:A;src:url(./a.woff2)}body{display:none}@font-face {font-family:B}'
  fs.writeFileSync(path.join(page, 'assets', 'app.css'), faces)
  fs.symlinkSync(path.join(folder, 'secret.html'), path.join(page, 'linked.html'))
  files = readPage(page)
})

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const get = (url: string, method = 'GET'): Response => answer(files, { method, url })

test('the page and its parts come with their types and bytes', async () => {
  const page = get('app://kiosk/index.html')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await page.text()).toBe('<!doctype html>')
  expect(get('app://kiosk/assets/app.js?v=1#x').headers.get('content-type')).toContain('text/javascript')
})

test.each([
  'app://kiosk/',
  'app://kiosk/nothing.html',
  'app://kiosk/../secret.html',
  'app://kiosk/%2e%2e/secret.html',
  'app://kiosk/%2e%2e%2fsecret.html',
  'app://kiosk/assets/..%2f..%2fsecret.html',
  'app://kiosk/..%5csecret.html',
  'app://kiosk//index.html',
  'app://kiosk/index.html%00.js',
  'app://kiosk/index%2ehtml',
  'app://kiosk/INDEX.HTML',
  'app://kiosk/linked.html',
  'app://kiosk/assets/app.js.map',
  'app://kiosk/etc/passwd',
  'app://kiosk/constructor',
  'app://other/index.html',
  'app://kiosk.evil/index.html',
  'app://kiosk:80/index.html',
  'app://user@evil/index.html',
  'https://kiosk/index.html',
  'file:///etc/passwd',
  'not an address',
])('nothing is served at %s', async (url) => {
  const refused = get(url)
  expect(refused.status).toBe(404)
  expect(await refused.text()).toBe('')
})

test('whatever path is asked for, only what was read at the start is answered', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '%2e',
    '%2f',
    '/',
    '\\',
    'index.html',
    'secret.html',
    'assets',
    '%00',
    '~',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const response = get(`app://kiosk/${pieces.join('')}`)
      if (response.status !== 200) return
      const url = new URL(`app://kiosk/${pieces.join('')}`)
      expect(files.has(url.pathname)).toBe(true)
    }),
  )
})

test('a file that appears later is not served', () => {
  fs.writeFileSync(path.join(folder, 'page', 'later.html'), 'late')
  expect(get('app://kiosk/later.html').status).toBe(404)
})

test('nothing can be sent here', () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect(get('app://kiosk/index.html', method).status).toBe(405)
  }
})

test('every answer carries the whole policy, refusals too', () => {
  const answers = [
    get('app://kiosk/index.html'),
    get('app://kiosk/nothing'),
    get('app://kiosk/index.html', 'POST'),
  ]
  for (const response of answers) {
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value)
  }
})

test('the policy lets no script in but our own', () => {
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:|data:/)
})

test('the safe page borrows the fonts of the page and no other rule', async () => {
  const fonts = await get('app://kiosk/assets/safe-fonts.css').text()
  expect(fonts).toBe('@font-face{font-family:A;src:url(./a.woff2)}\n@font-face {font-family:B}')
})

test('the safe page is served even where the build brought nothing', () => {
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-empty-'))
  const safe = answer(readPage(empty), { method: 'GET', url: 'app://kiosk/safe.html' })
  expect(safe.status).toBe(200)
  fs.rmdirSync(empty)
})
