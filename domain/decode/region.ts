/** A box that may hold a linear code, in pixels of the whole picture. */
export interface Region {
  readonly x: number
  readonly y: number
  /** The direction across the bars, radians in (-π/2, π/2]. */
  readonly angle: number
  /** Across the bars. */
  readonly length: number
  /** Along the bars. */
  readonly height: number
  /** How much edge there is in it: regions with more are tried first. */
  readonly energy: number
}
