/**
 * A payment platform that now and then answers too early: an order is closed, it says, and still takes money. Real
 * ones do it when a copy of their books lags behind. The store can only believe it, hear of the money later, and give
 * it back.
 */

import { ok } from '../../../domain/result.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import type { Chance } from '../chance.ts'
import type { Trace } from '../trace.ts'

export function hastyPlatform(
  provider: PaymentProvider,
  chance: Chance,
  trace: Trace,
  share: () => number,
  /** Charges of codes are never told of afterwards: only a day's bill could right a lie about them. */
  charges: Set<string>,
): PaymentProvider {
  const { byCode } = provider
  return {
    ...provider,
    ...(byCode && {
      byCode: {
        ...byCode,
        codeBody(order) {
          charges.add(order.outTradeNo)
          return byCode.codeBody(order)
        },
      },
    }),
    async query(outTradeNo) {
      const answer = await provider.query(outTradeNo)
      const isOpen = answer.ok && answer.value.kind === 'Unpaid' && !answer.value.isClosed
      if (!isOpen || charges.has(outTradeNo) || !chance.is(share())) return answer
      trace.happened('gateway', 'fault says closed too early', outTradeNo)
      return ok({ kind: 'Unpaid', outTradeNo, isClosed: true })
    },
  }
}
