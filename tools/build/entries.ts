/**
 * What is built, as data: the kiosk's processes and the page sets, each with where it starts and where it goes.
 * A source named here that does not exist is an error of the build, never skipped.
 */

export interface ProcessEntry {
  readonly source: string
  readonly bundle: string
}

export const processEntries: readonly ProcessEntry[] = [
  { source: 'src-main/shell/main.ts', bundle: 'out/main.cjs' },
  { source: 'src-main/shell/preload.ts', bundle: 'out/preload.cjs' },
  { source: 'src-main/shell/shim.ts', bundle: 'out/shim.cjs' },
  { source: 'src-main/lane/main.ts', bundle: 'out/lane.cjs' },
]

/** The page the kiosk's window shows. */
export const kioskPageEntry = 'src-renderer/index.html'
