/**
 * Money that came for a sale that could no longer use it, as lane and store server say it: what returns by itself, how
 * far it is, and the number that the shopper's wallet shows.
 */

import * as v from 'valibot'
import { orphanEntries } from '../sale/fact.ts'
import { orphansKeptMax } from '../sale/sale.ts'

/** Where a lane asks for its orphans of late, the oldest first. */
export const orphansPath = '/api/lane/orphans'

export const orphansSchema = v.object({
  orphans: v.pipe(
    v.array(v.pipe(v.object(orphanEntries), v.readonly())),
    v.maxLength(orphansKeptMax),
    v.readonly(),
  ),
})

export type Orphans = Readonly<v.InferOutput<typeof orphansSchema>>
