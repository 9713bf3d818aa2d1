/**
 * The server dies at every single statement of a payment, one after the other: whatever had been sent, committed or
 * only begun, the next life must end with books that agree with the provider's, and no code is ever charged twice.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaymentRequest, paymentCancelPath } from '../../../domain/contract/payment.ts'
import type { RefundRequest } from '../../../domain/contract/refund.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { isLive } from '../../../domain/payment/attempt.ts'
import type { StoreServer } from '../../../src-server/app.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { forgetLeases } from '../../../src-server/payments/sweep.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { postTo, shortLife } from '../support/short-life.ts'

let rig: Rig
let lane: TestLane
let sales = 0
beforeAll(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterAll(() => rig.close())

/** Longer than any story below; one that needs more statements is no story but a loop. */
const statementsMax = 200

/** More sweeps than a next life needs to end everything. */
const sweepsMax = 60

/** Between two sweeps at least: a QR is asked about every two seconds, which is of no interest here. */
const stepMs = 60_000

const post = (server: StoreServer, path: string, data: unknown): Promise<void> =>
  postTo(server, lane, path, data)

interface Story {
  readonly name: string
  readonly tell: (server: StoreServer, sale: number) => Promise<void>
}

const paymentOf = (sale: number, credential?: PaymentRequest['credential']): PaymentRequest => ({
  paymentId: `pay-${sale}`,
  saleId: `sale-${sale}`,
  wallet: 'wechat',
  amountMinor: 500,
  currency: 'CNY',
  ...(credential && { credential }),
})

const numberOf = (sale: number): string => outTradeNoOf('store-1', `pay-${sale}`)
const codeOf = (sale: number) => ({ kind: 'code', value: `134567890${100_000_000 + sale}` }) as const

const refundOf = (sale: number): RefundRequest => ({
  refundId: `refund-${sale}`,
  saleId: `sale-${sale}`,
  amountMinor: 200,
  reason: 'damaged',
  badge: 'ATT001',
})

async function tick(server: StoreServer, aheadMs: number): Promise<void> {
  rig.clock.ms += aheadMs
  await server.tickPayments()
}

async function hearNotice({ app }: StoreServer, sale: number): Promise<void> {
  if (rig.provider.orders.get(numberOf(sale))?.state !== 'paid') return
  const { body, headers } = rig.provider.noticeOf(numberOf(sale))
  const type = { 'content-type': 'application/json' }
  await app.inject({ method: 'POST', url: '/notify/wechat', headers: { ...type, ...headers }, payload: body })
}

const stories: readonly Story[] = [
  {
    name: 'a code that pays at once, and a refund',
    async tell(server, sale) {
      rig.provider.charges = 'pay'
      await post(server, paths.payments, paymentOf(sale, codeOf(sale)))
      await post(server, paths.refunds, refundOf(sale))
    },
  },
  {
    name: 'a code with a password, cancelled too late',
    async tell(server, sale) {
      rig.provider.charges = 'ask'
      await post(server, paths.payments, paymentOf(sale, codeOf(sale)))
      await tick(server, 16_000)
      rig.provider.before('reverse', () => rig.provider.pay(numberOf(sale)))
      await post(server, paymentCancelPath(`pay-${sale}`), {})
    },
  },
  {
    name: 'a QR whose money is noticed',
    async tell(server, sale) {
      await post(server, paths.payments, paymentOf(sale))
      rig.provider.pay(numberOf(sale))
      await hearNotice(server, sale)
    },
  },
  {
    name: 'a QR that is cancelled',
    async tell(server, sale) {
      await post(server, paths.payments, paymentOf(sale))
      await post(server, paymentCancelPath(`pay-${sale}`), {})
    },
  },
]

async function faultsOf(sale: number): Promise<readonly string[]> {
  const attempt = await rig.db
    .selectFrom('payment_attempt')
    .selectAll()
    .where('payment_id', '=', `pay-${sale}`)
    .executeTakeFirst()
  const order = rig.provider.orders.get(numberOf(sale))
  const faults: string[] = []
  if (attempt === undefined) return order === undefined ? [] : ['sent, and not in the books']
  if (isLive(attempt)) faults.push(`rests in ${attempt.state}`)
  if ((order?.state === 'paid') !== (attempt.state === 'succeeded'))
    faults.push(`${attempt.state}, money ${order?.state}`)
  if (order?.state === 'open') faults.push('can still be paid')
  const charges = rig.provider.codes.filter((code) => code === codeOf(sale).value).length
  if (charges > 1) faults.push(`charged ${charges} times`)
  return faults
}

/** The next life, on what is on disk: it forgets leases, hears late notices, and sweeps until all is quiet. */
async function nextLife(sale: number): Promise<void> {
  await forgetLeases(rig.ports)
  rig.provider.before('reverse', () => {})
  await hearNotice(rig.server, sale)
  for (let round = 0; round < sweepsMax; round++) {
    const next = await nextDueMs()
    if (next === undefined) return
    await tick(rig.server, Math.max(stepMs, next - rig.clock.ms))
  }
}

async function nextDueMs(): Promise<number | undefined> {
  const due = ['payment_attempt', 'refund'] as const
  const rows = due.map((table) =>
    rig.db.selectFrom(table).select('due_ms').where('due_ms', 'is not', null).execute(),
  )
  const times = (await Promise.all(rows)).flat().flatMap(({ due_ms }) => (due_ms === null ? [] : [due_ms]))
  return times.length === 0 ? undefined : Math.min(...times)
}

/** The ledger holds exactly what the provider holds. */
async function expectBalanced(): Promise<void> {
  const rows = await rig.db.selectFrom('ledger').select(['account', 'amount_minor']).execute()
  const held = rows.filter(({ account }) => account === 'wallet:wechat')
  const kept = held.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  const captured = [...rig.provider.orders.values()].filter(({ state }) => state === 'paid')
  const refunded = [...rig.provider.refunds.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  expect(kept).toBe(captured.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - refunded)
  expect(rows.reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(0)
}

describe('a server that dies at any statement', () => {
  it.each(stories)('of $name loses no money and charges nobody twice', async ({ name, tell }) => {
    let deaths = 0
    for (let statements = 0; statements < statementsMax; statements++) {
      const sale = ++sales
      const { server, death, end } = shortLife(rig, statements)
      const outcome = await Promise.race([tell(server, sale).then(() => 'done' as const), death])
      await end()
      await nextLife(sale)
      expect({ statements, faults: await faultsOf(sale) }).toEqual({ statements, faults: [] })
      if (outcome === 'done') break
      deaths++
    }
    await expectBalanced()
    expect(deaths).toBeGreaterThan(10)
    expect(deaths).toBeLessThan(statementsMax)
    process.stdout.write(`${name}: ${deaths} deaths survived\n`)
  })
})
