/**
 * How a refusal is told: what happened as a title, and one thing to do as a sentence. The figure is the one that
 * belongs to the refusal (tries left, most pieces, an age), where there is one; so are the item's name, and the
 * hours as `22:00–08:00`.
 */

export interface Explanation {
  readonly title: string
  readonly body: (figure: number | null, name: string | null, hours: string | null) => string
}
