/**
 * English counts: one of a thing, or several. Chinese needs none. Nothing here knows what is counted.
 */

/** `plural(2, 'item', 'items')` is "2 items". */
export const plural = (count: number, one: string, other: string): string =>
  `${count} ${count === 1 ? one : other}`
