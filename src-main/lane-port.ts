/**
 * The contract between page, shim and lane. Main is in no data path: it hands the two ends of a channel out.
 *
 *     page ══ MessagePort ══ shim (utility process) ── lane (in the shim, or its child)
 *
 * Page ↔ lane. The page calls `window.scanway.connect()` and gets a window message `'lane-port'` with one port. Over it
 * the page sends `Command` (domain/contract/command.ts) and receives `LaneView` (domain/contract/view.ts). The port's
 * `close` event means that the lane is gone: connect again. The page calls `window.scanway.alive()` every `pageBeatMs`.
 *
 * Shim ↔ lane. The envelopes below: JSON over a child's IPC, or as they are inside one process. The lane's settings
 * come by environment, see `lane/settings.ts`.
 */

import * as v from 'valibot'

/** How often the page says that it lives. */
export const pageBeatMs = 500

/** How often the lane says that it lives. */
export const laneBeatMs = 1_000

const page = v.pipe(v.number(), v.integer(), v.minValue(1))

/** Towards the lane. `command` is still unchecked: the lane validates it against `commandSchema`. */
export const towardsLaneSchema = v.variant('op', [
  v.strictObject({ op: v.literal('attach'), page }),
  v.strictObject({ op: v.literal('detach'), page }),
  v.strictObject({ op: v.literal('command'), page, command: v.unknown() }),
])

export type TowardsLane = Readonly<v.InferOutput<typeof towardsLaneSchema>>

/** From the lane. `view` is the page's to validate. `pid` is the lane's own process: main ends it if it hangs. */
export const fromLaneSchema = v.variant('op', [
  v.strictObject({ op: v.literal('view'), page, view: v.unknown() }),
  v.strictObject({ op: v.literal('alive'), pid: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
])

export type FromLane = Readonly<v.InferOutput<typeof fromLaneSchema>>

/** Two ends inside one process, where shim and lane share it. */
export interface Inline {
  readonly toShim: (message: FromLane) => void
  /** Called once, by the lane's link. Messages before that are kept. */
  readonly listen: (listener: (message: unknown) => void) => void
}

declare global {
  var scanwayInlineLane: Inline | undefined
}

/** The shim leaves its end here before it loads the lane into its own process. */
export function offerInline(inline: Inline): void {
  globalThis.scanwayInlineLane = inline
}

export function takeInline(): Inline | undefined {
  return globalThis.scanwayInlineLane
}
