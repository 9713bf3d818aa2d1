/** Time as Alipay writes it: Beijing's wall clock in whole seconds, whatever zone this server lives in. */

const beijingOffsetMs = 8 * 3_600_000
const pattern = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,3})?$/

/** `2026-11-22 09:30:00` */
export const beijingTime = (ms: number): string =>
  new Date(ms + beijingOffsetMs).toISOString().slice(0, 19).replace('T', ' ')

/** Epoch milliseconds, or `undefined` for what is no such time. */
export function msOfBeijingTime(text: string): number | undefined {
  const [, day, time] = pattern.exec(text) ?? []
  const ms = Date.parse(`${day}T${time}+08:00`)
  return Number.isFinite(ms) ? ms : undefined
}
