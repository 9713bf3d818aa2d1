/**
 * How a refusal is told: what happened as a title, and one thing to do as a sentence. The figure is the one that
 * belongs to the refusal (tries left, most pieces, an age), where there is one.
 */

export interface Explanation {
  readonly title: string
  readonly body: (figure: number | null) => string
}
