/**
 * Builds the gallery like the kiosk's page and serves it under the page's own policy, so that a style or a script the
 * policy forbids fails here and not in a shop. One build serves all the tests of a process.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig, preview } from 'vite'

export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
].join('; ')

const shared = {
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'error',
  plugins: [react()],
  base: './',
  worker: { format: 'es' },
} satisfies InlineConfig

async function buildGallery(): Promise<string> {
  const outDir = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-gallery-'))
  process.once('exit', () => fs.rmSync(outDir, { recursive: true, force: true }))
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      target: 'chrome130',
    },
  })
  return outDir
}

let built: Promise<string> | undefined

export interface Gallery {
  readonly url: string
  close(): Promise<void>
}

/** `policy` is the page's own unless a test takes something more away. */
export async function serveGallery(policy = pagePolicy): Promise<Gallery> {
  built ??= buildGallery()
  const server = await preview({
    ...shared,
    build: { outDir: await built },
    preview: { host: '127.0.0.1', port: 0, headers: { 'content-security-policy': policy } },
  })
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
}
