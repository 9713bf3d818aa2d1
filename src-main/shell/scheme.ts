/**
 * The kiosk's own scheme, `app://kiosk/…`: the only address its page is ever loaded from. What it serves is a map
 * made at start and never changed; a request is a look-up in it. No path of a request ever touches the disk.
 */

import fs from 'node:fs'
import path from 'node:path'
import type { CustomScheme, Session } from 'electron'
import { contentType } from './content-type.ts'
import { fontFaces, safePage } from './safe-page.ts'

export const scheme = 'app'
export const origin = `${scheme}://kiosk`
export const kioskUrl = `${origin}/index.html`
export const safeUrl = `${origin}/safe.html`

export const privileges: CustomScheme = {
  scheme,
  // Fetch without CORS would let any origin read what this scheme serves (CVE-2026-70604).
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
}

const contentSecurityPolicy = [
  "default-src 'none'",
  // Decoding a camera's picture is WebAssembly; it needs this word and no other loosening.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** Sent with every answer, a refusal too. COOP and COEP together isolate the page and give it a fine clock. */
export const headers: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
})

export interface Served {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** From the path of an address, with its leading slash, to what is served there. */
export type ServedFiles = ReadonlyMap<string, Served>

/** Vite puts style sheets and the fonts they name into one folder. */
function safeFonts(served: ServedFiles): readonly [string, Served] {
  const sheets = [...served].filter(([address]) => /^\/assets\/[^/]+\.css$/.test(address))
  const faces = sheets.map(([, { bytes }]) => fontFaces(new TextDecoder().decode(bytes)))
  const bytes = new TextEncoder().encode(faces.join('\n'))
  return ['/assets/safe-fonts.css', { type: 'text/css; charset=utf-8', bytes }]
}

/** Reads the built page, once. Files of a kind the page cannot use (source maps) stay out. */
export function readPage(directory: string): ServedFiles {
  const served = new Map<string, Served>(safePage)
  for (const entry of fs.readdirSync(directory, { withFileTypes: true, recursive: true })) {
    const type = contentType(entry.name)
    if (!entry.isFile() || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(directory, file).split(path.sep).join('/')}`
    served.set(address, { type, bytes: new Uint8Array(fs.readFileSync(file)) })
  }
  return served.set(...safeFonts(served))
}

/**
 * Answers one request. The path is compared as it stands, never decoded: an encoded or dotted way to a file is
 * simply not in the map.
 */
export function answer(
  files: ServedFiles,
  request: { readonly method: string; readonly url: string },
): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405, headers })
  const url = URL.parse(request.url)
  const ours = url !== null && url.protocol === `${scheme}:` && url.host === 'kiosk'
  const served = ours ? files.get(url.pathname) : undefined
  if (served === undefined) return new Response(null, { status: 404, headers })
  return new Response(served.bytes, { status: 200, headers: { ...headers, 'content-type': served.type } })
}

export function serve(files: ServedFiles, session: Session): void {
  session.protocol.handle(scheme, (request) => answer(files, request))
}
