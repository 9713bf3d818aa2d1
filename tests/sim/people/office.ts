/**
 * The office of a simulated store: changes prices, withdraws goods and brings them back, while lanes sell. It keeps
 * what every version of the catalogue said, so that a judge can hold each line to the version it names.
 */

import { unpackRow } from '../../../domain/catalogue-image.ts'
import { keyToGtin } from '../../../domain/code/retail-code.ts'
import type { Item } from '../../../domain/item.ts'
import { demoStore } from '../../../sandbox/demo/store.ts'
import type { Chance } from '../chance.ts'
import type { Parts } from '../parts.ts'
import { officeToken, serverUrl } from '../template.ts'

const rowsMax = 4

export class Office {
  readonly #parts: Parts
  readonly #chance: Chance
  /** By version: the items as that version had them. */
  readonly versions = new Map<number, ReadonlyMap<string, Item>>()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#chance = parts.chance.of('office')
  }

  /** Sends a few changed items to the server, over no network: the office sits beside it. */
  async change(): Promise<void> {
    const { trace, server } = this.#parts
    const rows = Array.from({ length: this.#chance.between(1, rowsMax) }, () => this.#changedRow())
    const body = JSON.stringify({ storeId: demoStore.storeId, rows })
    const headers = { authorization: `Bearer ${officeToken}`, 'content-type': 'application/json' }
    const url = `${serverUrl}/api/office/items`
    const reply = await server().receive({ method: 'POST', url, headers, body })
    trace.happened('office', 'catalogue changed', String(reply?.status))
    await this.look()
  }

  /** Remembers the version the server is at; to be called after every change, also one that a crash cut short. */
  async look(): Promise<void> {
    const { head, rows } = await this.#parts.server().read(async (db) => ({
      head: (await db.selectFrom('feed').select('head').executeTakeFirstOrThrow()).head,
      rows: await db.selectFrom('item').select(['gtin_key', 'packed']).where('deleted', '=', 0).execute(),
    }))
    if (this.versions.has(head)) return
    const items = rows.flatMap(({ gtin_key, packed }) => {
      const item = unpackRow(gtin_key, packed)
      return item ? [[keyToGtin(gtin_key), item] as const] : []
    })
    this.versions.set(head, new Map(items))
  }

  #changedRow() {
    const { item, aliases } = this.#chance.pick(this.#parts.template.items)
    const { gtin } = item
    if (this.#chance.is(0.1)) return { gtin, item: null, aliases: [] }
    const priceMinor = this.#chance.between(1, 5_000)
    const forSale = item.forSale && !this.#chance.is(0.1)
    return { gtin, item: { ...item, priceMinor, forSale }, aliases }
  }
}
