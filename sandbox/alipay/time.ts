/** Time as Alipay writes and reads it: Beijing's wall clock, whole seconds; and how far a caller's may be off. */

const beijingOffsetMs = 8 * 3_600_000

/** `2026-11-22 09:30:00` */
export const beijingTime = (ms: number): string =>
  new Date(ms + beijingOffsetMs).toISOString().slice(0, 19).replace('T', ' ')

/** NaN for what is no such time. */
export const msOfBeijing = (text: string): number =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}+08:00`) : Number.NaN

/** The provider publishes no window for this gateway; an older one of its own says thirty minutes. */
const skewMsMax = 15 * 60_000

/** Whether a call signed then is heard now; NaN never is. */
export const isTimely = (signedAtMs: number, nowMs: number): boolean =>
  Math.abs(nowMs - signedAtMs) <= skewMsMax
