/**
 * Brings a suspended basket to this lane: asks the server for the code that was scanned, and records what it hands
 * over. One question at a time; a basket that was granted but not recorded is granted again to the same lane.
 */

import type { SuspendedBasket } from '../domain/contract/suspended.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { LanePorts } from './loop.ts'
import type { LinkRefusal } from './ports.ts'

type TakeOverCommand = Extract<SaleCommand, { readonly kind: 'TakeOver' }>

function refusalOf(refusal: LinkRefusal): Refusal {
  if (refusal.kind === 'Unreachable') return { kind: 'BasketOutOfReach' }
  return refusal.error === 'BasketTaken' ? { kind: 'BasketTaken' } : { kind: 'BasketUnknown' }
}

export interface TakeOver {
  /** Does nothing while another basket is on its way. */
  ask(code: string, saleId: string): void
}

interface Needs extends Pick<LanePorts, 'server' | 'catalogue' | 'setup'> {
  readonly obey: (command: SaleCommand) => void
  readonly refuse: (refusal: Refusal) => void
}

export function createTakeOver({ server, catalogue, setup, obey, refuse }: Needs): TakeOver {
  let asking = false

  const commandFor = (basket: SuspendedBasket, saleId: string): TakeOverCommand => ({
    kind: 'TakeOver',
    saleId,
    currency: setup().currency,
    code: basket.code,
    from: { laneId: basket.fromLaneId, saleId: basket.fromSaleId },
    isParked: basket.isParked,
    lines: basket.lines,
    catalogueVersion: catalogue.status()?.version ?? 0,
  })

  async function bring(code: string, saleId: string): Promise<void> {
    const answer = await server.takeBasket({ code, saleId })
    asking = false
    if (answer.ok) obey(commandFor(answer.value, saleId))
    else refuse(refusalOf(answer.error))
  }

  return {
    ask(code, saleId) {
      if (asking) return
      asking = true
      void bring(code, saleId)
    },
  }
}
