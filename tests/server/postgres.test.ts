/**
 * The server on a real PostgreSQL: the very suites that run on SQLite, and what only a database with many connections
 * can show: two servers at work on one sale.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PaymentRequest, paymentPath } from '../../domain/contract/payment.ts'
import { paths } from '../../domain/contract/wire.ts'
import { isLive } from '../../domain/payment/attempt.ts'
import { buildServer, type StoreServer } from '../../src-server/app.ts'
import type { Database } from '../../src-server/db/schema.ts'
import { outTradeNoOf } from '../../src-server/payments/attempt.ts'
import { runOnPostgres } from './support/engine.ts'
import { startPostgres } from './support/postgres.ts'
import { enrolLane, openRig, type Rig, type TestLane } from './support/rig.ts'

const started = await startPostgres()
if (!started.ok) process.stdout.write(`skipped: PostgreSQL does not start here: ${started.error}\n`)

describe.skipIf(!started.ok)('on PostgreSQL', () => {
  let letGo = async (): Promise<void> => {}
  beforeAll(async () => {
    if (started.ok) letGo = await runOnPostgres(started.value)
  })
  afterAll(async () => {
    await letGo()
    if (started.ok) await started.value.stop()
  })

  describe('payments', async () => {
    await import('./payments/payments.test.ts')
  })

  describe('payments by code', async () => {
    await import('./payments/code-payments.test.ts')
  })

  describe('money that nobody answers for in time', async () => {
    await import('./payments/doubts.test.ts')
  })

  describe('refunds', async () => {
    await import('./payments/refunds.test.ts')
  })

  describe('baskets', async () => {
    await import('./baskets/baskets.test.ts')
  })

  describe('grants of baskets', async () => {
    await import('./baskets/grants.test.ts')
  })

  describe('refunds that a person ends', async () => {
    await import('./payments/settled-refunds.test.ts')
  })

  describe('refunds at lanes', async () => {
    await import('./refunds/at-lanes.test.ts')
  })

  describe('tenders', async () => {
    await import('./tenders/tenders.test.ts')
  })

  describe('late money', async () => {
    await import('./payments/orphans.test.ts')
  })

  describe('books that are added to', async () => {
    await import('./db/append-only.test.ts')
  })

  describe('figures of the stock', async () => {
    await import('./stock/figures.test.ts')
  })

  describe('what is kept long enough', async () => {
    await import('./payments/upkeep.test.ts')
  })

  describe('sales that cards and coupons cover', async () => {
    await import('./tenders/covers.test.ts')
  })

  describe('refunds of split sales', async () => {
    await import('./refunds/split.test.ts')
  })

  describe('journals', async () => {
    await import('./journal/intake.test.ts')
  })

  describe('selling rules', async () => {
    await import('./rules/rules.test.ts')
  })

  describe('ends of days', async () => {
    await import('./day-end/run.test.ts')
  })

  describe('what a person says about a day', async () => {
    await import('./day-end/sign-off.test.ts')
  })

  describe('ends of days with split sales', async () => {
    await import('./day-end/split.test.ts')
  })

  describe('two servers on one database', () => {
    let rig: Rig
    let lane: TestLane
    let other: StoreServer
    let otherDb: Database
    beforeEach(async () => {
      rig = await openRig()
      lane = await enrolLane(rig)
      otherDb = rig.anotherDb()
      other = buildServer({ ...rig.ports, db: otherDb })
    })
    afterEach(async () => {
      await other.app.close()
      await otherDb.destroy()
      await rig.close()
    })

    const requestOf = (number: number): PaymentRequest => ({
      paymentId: `pay-${number}`,
      saleId: 'sale-1',
      wallet: 'wechat',
      amountMinor: 1280,
      currency: 'CNY',
    })

    /** The same lane's request, at the door of the one server or the other. */
    async function askAt(server: StoreServer, request: PaymentRequest): Promise<number> {
      const body = JSON.stringify(request)
      const headers = lane.signed({ method: 'POST', path: paths.payments, body })
      const reply = await server.app.inject({
        method: 'POST',
        url: paths.payments,
        headers: { 'content-type': 'application/json', ...headers },
        payload: body,
      })
      return reply.statusCode
    }

    it('open one live attempt of a sale, however many are asked for at once', async () => {
      const asked = Array.from({ length: 12 }, (_, number) =>
        askAt(number % 2 === 0 ? rig.server : other, requestOf(number)),
      )
      const statuses = await Promise.all(asked)
      expect(statuses.filter((status) => status === 200)).toHaveLength(1)
      expect(statuses.filter((status) => status === 409)).toHaveLength(11)
      const attempts = await rig.db.selectFrom('payment_attempt').select('state').execute()
      expect(attempts.filter(isLive)).toHaveLength(1)
      expect(rig.provider.orders.size).toBe(1)
    })

    it('make one attempt of one request that reaches both', async () => {
      const statuses = await Promise.all(
        [1, 2, 3, 4].map((n) => askAt(n % 2 ? rig.server : other, requestOf(1))),
      )
      expect(statuses).toEqual([200, 200, 200, 200])
      expect(rig.provider.calls.filter((call) => call.startsWith('create'))).toHaveLength(1)
    })

    it('sweep the same attempt without asking twice, and settle it once', async () => {
      await askAt(rig.server, requestOf(1))
      rig.provider.pay(outTradeNoOf('store-1', 'pay-1'))
      rig.clock.ms += 2_000
      await Promise.all([rig.server.tickPayments(), other.tickPayments()])
      expect(rig.provider.calls.filter((call) => call.startsWith('query'))).toHaveLength(1)
      expect((await lane.get(paymentPath('pay-1'))).body).toMatchObject({ state: 'paid' })
      const ledger = await rig.db.selectFrom('ledger').select('amount_minor').execute()
      expect(ledger.map(({ amount_minor }) => amount_minor).toSorted((a, b) => a - b)).toEqual([-1280, 1280])
    })

    it('hear notice and repetition at the same moment, and settle once', async () => {
      await askAt(rig.server, requestOf(1))
      const number = outTradeNoOf('store-1', 'pay-1')
      rig.provider.pay(number)
      const { body, headers } = rig.provider.noticeOf(number)
      const hear = (server: StoreServer) =>
        server.app.inject({
          method: 'POST',
          url: '/notify/wechat',
          headers: { 'content-type': 'application/json', ...headers },
          payload: body,
        })
      const replies = await Promise.all([hear(rig.server), hear(other), hear(rig.server), hear(other)])
      expect(replies.map(({ statusCode }) => statusCode)).toEqual([204, 204, 204, 204])
      expect(await rig.db.selectFrom('inbox').selectAll().execute()).toHaveLength(1)
      expect(await rig.db.selectFrom('ledger').selectAll().execute()).toHaveLength(2)
    })
  })
})
