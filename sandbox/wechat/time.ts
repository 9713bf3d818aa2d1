/** Time as the provider writes it: RFC 3339, whole seconds, its own zone. */

const beijingOffsetMs = 8 * 3_600_000

/** `2026-11-22T09:30:00+08:00` */
export const beijingTime = (ms: number): string =>
  `${new Date(ms + beijingOffsetMs).toISOString().slice(0, 19)}+08:00`
