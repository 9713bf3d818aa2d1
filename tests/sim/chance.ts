/**
 * Chance from a seed. Each part of a simulated store draws from a stream of its own, named after it, so that one more
 * draw in one part moves nothing in another. Nothing here is secret.
 */

import { createHash } from 'node:crypto'
import { present } from '../../domain/result.ts'
import { type Random, seededRandom } from '../../sandbox/demo/random.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const idDigits = 32

export class Chance {
  readonly #name: string
  readonly #next: Random
  #ids = 0

  constructor(name: string) {
    this.#name = name
    this.#next = seededRandom(Number.parseInt(sha256(name).slice(0, 8), 16))
  }

  /** A stream of its own for a part of this one. */
  of(part: string): Chance {
    return new Chance(`${this.#name} ${part}`)
  }

  fraction(): number {
    return this.#next()
  }

  is(probability: number): boolean {
    return this.#next() < probability
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1))
  }

  pick<T>(choices: readonly T[]): T {
    return present(choices[this.between(0, choices.length - 1)], 'there is something to pick')
  }

  /** One of the choices, each as likely as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let at = this.#next() * choices.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, choice] of choices) {
      at -= weight
      if (at < 0) return choice
    }
    return present(choices.at(-1), 'there is something to pick')[1]
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.between(0, 255))
  }

  /** Hashed and counted: two streams never give the same one. */
  id(): string {
    return sha256(`${this.#name} id ${this.#ids++}`).slice(0, idDigits)
  }
}
