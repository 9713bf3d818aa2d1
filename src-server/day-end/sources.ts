/** The providers of this server that give account of their days. */

import type { ServerPorts } from '../ports.ts'
import { isBilled } from './bills/readers.ts'
import type { BillSource } from './provider-run.ts'

export const billSourcesOf = ({ providers }: ServerPorts): readonly BillSource[] =>
  [...providers].flatMap(([wallet, provider]) =>
    provider.bills === undefined || !isBilled(wallet) ? [] : [{ wallet, provider, bills: provider.bills }],
  )
