/**
 * Lets a test attach before the first window exists. Playwright calls this function by its name once it is attached;
 * where its own loader is in place, it has brought a gate along and this one stays out of the way.
 */

declare global {
  var __playwright_run: (() => void) | undefined
}

export function playwrightGate(test: boolean): Promise<void> {
  if (!test || globalThis.__playwright_run !== undefined) return Promise.resolve()
  return new Promise((resolve) => {
    globalThis.__playwright_run = resolve
  })
}
