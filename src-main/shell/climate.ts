/**
 * What kind of run this is. Everything the shell relaxes for tests or a developer's machine asks this one value, so
 * that a packaged kiosk cannot be talked into it: there both are always false, whatever the environment says.
 */

export interface Climate {
  /** A test drives this run: it may attach to the page and choose the window's size. */
  readonly test: boolean
  /** A working copy run by root: Chromium refuses to sandbox itself there. */
  readonly rootOnWorkingCopy: boolean
}

export interface RunFacts {
  readonly packaged: boolean
  readonly userId: number | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

export function climateOf(run: RunFacts): Climate {
  return {
    test: !run.packaged && run.env['SCANWAY_TEST'] === '1',
    rootOnWorkingCopy: !run.packaged && run.userId === 0,
  }
}
