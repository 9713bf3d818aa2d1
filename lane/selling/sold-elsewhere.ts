/**
 * Asks the store server whether a numbered pack was sold before, and waits only a moment: a shopper stands there. No
 * answer means nobody knows, never that it is free; the line then says that the lane alone could look.
 */

import type { SoldElsewhere } from '../../domain/sale/sold-packs.ts'
import type { Clock, StoreServer } from '../ports.ts'

/** What a scan may cost beside its own time. */
const soldWaitMs = 400

export function askWhetherSold(
  { clock, server }: { readonly clock: Clock; readonly server: StoreServer },
  gtin: string,
  serial: string,
): Promise<SoldElsewhere | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(soldWaitMs, () => resolve(undefined))
    void server.packStatus({ gtin, serial }).then((answer) => {
      cancel()
      resolve(answer.ok ? answer.value : undefined)
    })
  })
}
