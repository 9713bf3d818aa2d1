/**
 * `npm run build`: builds the kiosk's processes and all pages into out/. With `-- --dir` it then packages the
 * kiosk into dist/ with electron-builder, from the official Electron only.
 */
import path from 'node:path'
import { processBundle } from '../rolldown.config.ts'
import { kioskPage, webPageEntries, webPages } from '../vite.config.ts'
import { buildParts, describe, type Part, pagePart, processPart } from './build/build-all.ts'
import { kioskPageEntry, processEntries } from './build/entries.ts'
import { packageKiosk } from './build/package-kiosk.ts'

const root = path.join(import.meta.dirname, '..')

/** The store server's pages, where there are any: the receipt is not built, the server writes it. */
const webSources = webPageEntries()

const parts: readonly Part[] = [
  ...processEntries.map((entry) => processPart(entry.bundle, entry.source, processBundle(entry))),
  pagePart('out/page', [kioskPageEntry], kioskPage),
  ...(webSources.length > 0 ? [pagePart('out/web', webSources, webPages)] : []),
]

async function buildEverything(): Promise<boolean> {
  const built = await buildParts(root, parts)
  for (const part of built) console.log(describe(part))
  return built.every((part) => part.kind === 'Built')
}

const asksForPackage = process.argv.includes('--dir')
const done = (await buildEverything()) && (!asksForPackage || (await packageKiosk(root)))
process.exitCode = done ? 0 : 1
