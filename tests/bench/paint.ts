/**
 * When a page has painted, by the page itself. Page and bench run on one machine, so both tell the time as
 * `timeOrigin + now`; how far the two may be apart is measured, not assumed.
 */

import type { Page } from '@playwright/test'

/** When the list of lines had reached its length: in the page's memory, and after the frame that shows it. */
export interface Painted {
  readonly changedAtMs: number
  readonly paintedAtMs: number
}

declare global {
  var benchPainted: Promise<Painted> | undefined
}

export const nowMs = (): number => performance.timeOrigin + performance.now()

/** Has the page watch for a basket of so many lines. Ask for the outcome with `painted`. */
export async function watchForLines(page: Page, lines: number): Promise<void> {
  await page.evaluate((wanted) => {
    const pageNowMs = () => performance.timeOrigin + performance.now()
    globalThis.benchPainted = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelectorAll('.lines > li').length !== wanted) return
        observer.disconnect()
        const changedAtMs = pageNowMs()
        // The frame is drawn after its callbacks; what is queued in them runs when it is.
        requestAnimationFrame(() => setTimeout(() => resolve({ changedAtMs, paintedAtMs: pageNowMs() })))
      })
      observer.observe(document.body, { childList: true, subtree: true })
    })
  }, lines)
}

export const painted = (page: Page): Promise<Painted | undefined> =>
  page.evaluate(() => globalThis.benchPainted)

/** The time from one frame to the next while nothing happens. */
export const frameIntervalsMs = (page: Page, frames: number): Promise<readonly number[]> =>
  page.evaluate(
    (wanted) =>
      new Promise<readonly number[]>((resolve) => {
        const intervals: number[] = []
        let beforeMs: number | undefined
        const frame = (atMs: number): void => {
          if (beforeMs !== undefined) intervals.push(atMs - beforeMs)
          beforeMs = atMs
          if (intervals.length < wanted) requestAnimationFrame(frame)
          else resolve(intervals)
        }
        requestAnimationFrame(frame)
      }),
    frames,
  )

/**
 * The greatest difference there can be between the page's clock and ours: the page is asked for the time between two
 * readings of ours, and the tightest answer of all tells the most.
 */
export async function clockErrorMs(page: Page, tries: number): Promise<number> {
  let errorMs = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < tries; turn++) {
    const beforeMs = nowMs()
    const pageMs = await page.evaluate(() => performance.timeOrigin + performance.now())
    const afterMs = nowMs()
    errorMs = Math.min(errorMs, Math.max(Math.abs(pageMs - beforeMs), Math.abs(afterMs - pageMs)))
  }
  return errorMs
}

/** When an element was painted that the page did not have yet; where it has it, that is now at the latest. */
export const paintedAtMs = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const afterFrame = (): void => {
          requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())))
        }
        if (document.querySelector(wanted)) return afterFrame()
        const observer = new MutationObserver(() => {
          if (!document.querySelector(wanted)) return
          observer.disconnect()
          afterFrame()
        })
        observer.observe(document, { childList: true, subtree: true })
      }),
    selector,
  )
