/** An item of the demo supermarket with what a store keeps beside it. */

import type { Item } from '../../domain/item.ts'

export interface DemoItem {
  readonly item: Item
  /** Produce look-up numbers and the store's own short numbers. */
  readonly aliases: readonly string[]
  /** Pieces; whole kilograms of what is weighed. */
  readonly stock: number
}
