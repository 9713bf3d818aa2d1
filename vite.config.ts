/**
 * How the two sets of pages are built: the kiosk's page, which Electron serves from its own scheme, and the pages
 * the store server hands out. Nothing is inlined as a data: address, because the pages' policy forbids it.
 * `vite` alone builds the kiosk's page; tools/build.ts builds both.
 */
import fs from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

const root = import.meta.dirname

/** What both sets share. `target` is the older Chromium of the two Electrons the kiosk may run on. */
const shared = {
  plugins: [react()],
  base: './',
  clearScreen: false,
  worker: { format: 'es' },
} satisfies UserConfig

const output = (folder: string) =>
  ({
    outDir: path.join(root, 'out', folder),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One font alone is larger than the limit; a warning on every build would hide real ones.
    chunkSizeWarningLimit: 2_000,
  }) satisfies UserConfig['build']

export const kioskPage = {
  ...shared,
  root: path.join(root, 'src-renderer'),
  build: { ...output('page'), target: 'chrome130' },
} satisfies UserConfig

/** Each folder of src-web with an index.html is a page of its own; without that room there are none. */
export function webPageEntries(): readonly string[] {
  return fs.globSync('src-web/*/index.html', { cwd: root }).map((file) => path.join(root, file))
}

export const webPages = {
  ...shared,
  root: path.join(root, 'src-web'),
  build: { ...output('web'), rolldownOptions: { input: [...webPageEntries()] } },
} satisfies UserConfig

export default defineConfig(kioskPage)
