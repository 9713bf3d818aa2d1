/**
 * What could go wrong between the shopper's money and the sale. After every story the provider's own books are held
 * against ours: what was taken is either a paid sale or on its way back, never both, never neither.
 */

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PaymentRequest, paymentCancelPath, paymentPath } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { isLive, liveStates } from '../../../domain/payment/attempt.ts'
import { payableForMs, qrTiming } from '../../../domain/payment/timing.ts'
import { buildServer } from '../../../src-server/app.ts'
import { cancelAt, numberOf, readStatus, requestOf, statusOf as statusAt } from '../support/asking.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const ask = (number: number, changes?: Partial<PaymentRequest>) =>
  lane.post(paths.payments, requestOf(number, changes))

const statusOf = (number: number) => statusAt(lane, number)
const cancel = (number: number) => cancelAt(lane, number)

const notify = (number: number, changes: object = {}, headers: Record<string, string> = {}) => {
  const notice = rig.provider.noticeOf(numberOf(number), changes)
  return rig.send('POST', '/notify/wechat', { body: notice.body, headers: { ...notice.headers, ...headers } })
}

async function sweep(aheadMs = 0): Promise<void> {
  rig.clock.ms += aheadMs
  await rig.server.tickPayments()
}

/** Enough sweeps, far enough apart, for everything to be final. */
async function sweepToTheEnd(): Promise<void> {
  for (let round = 0; round < 16; round++) await sweep(10_000 + round * 30_000)
}

/** Provider's books against ours (I10): money taken is a paid order or an orphan on its way back. */
async function faultsOfMoney(): Promise<readonly string[]> {
  const attempts = await rig.db.selectFrom('payment_attempt').selectAll().execute()
  const faults: string[] = []
  for (const [outTradeNo, order] of rig.provider.orders) {
    const attempt = attempts.find(({ out_trade_no }) => out_trade_no === outTradeNo)
    const isBack = rig.provider.refunds.has(`R_${outTradeNo}_ORPH`)
    if (attempt === undefined) faults.push(`${outTradeNo} is unknown here`)
    else if (order.state === 'paid' && attempt.state === 'succeeded' && isBack)
      faults.push('paid and given back')
    else if (order.state === 'paid' && attempt.state !== 'succeeded' && !isBack)
      faults.push('taken, neither sold nor back')
    else if (order.state !== 'paid' && attempt.state === 'succeeded') faults.push('sold without money')
    else if (order.state === 'open' && !isLive(attempt)) faults.push('ended while it can be paid')
  }
  const paidBySale = new Map<string, number>()
  for (const { sale_id, state } of attempts)
    if (state === 'succeeded') paidBySale.set(sale_id, (paidBySale.get(sale_id) ?? 0) + 1)
  for (const [saleId, count] of paidBySale) if (count > 1) faults.push(`${saleId} was paid ${count} times`)
  return faults
}

describe('a payment', () => {
  it('shows a QR, hears of the money by notification, and says so with evidence', async () => {
    const { status, body } = await ask(1)
    expect(status).toBe(200)
    expect(readStatus(body)).toMatchObject({
      state: 'inProgress',
      payableUntilMs: rig.clock.ms + payableForMs,
    })
    expect(JSON.stringify(body)).toContain('weixin://')
    rig.provider.pay(numberOf(1))
    expect(await notify(1)).toMatchObject({ status: 204 })
    expect(await statusOf(1)).toMatchObject({
      state: 'paid',
      amountMinor: 1280,
      transactionId: `T${numberOf(1)}`,
    })
    expect(await faultsOfMoney()).toEqual([])
  })

  it('is found paid by asking, when no notification ever comes', async () => {
    await ask(1)
    rig.provider.pay(numberOf(1))
    expect((await statusOf(1)).state).toBe('inProgress')
    await sweep(2_000)
    expect((await statusOf(1)).state).toBe('paid')
  })

  it('has its exact bytes on disk before the first is sent, and sends the same again when nothing is heard', async () => {
    rig.provider.fail('create', 'loseRequest', 'loseAnswer')
    expect(readStatus((await ask(1)).body)).toMatchObject({ state: 'inProgress', codeUrl: null })
    await sweep(3_000)
    await sweep(5_000)
    const { request_body: stored } = await rig.db
      .selectFrom('payment_attempt')
      .select('request_body')
      .executeTakeFirstOrThrow()
    const sent = rig.provider.calls.filter((call) => call.startsWith('create'))
    expect(sent).toEqual(Array(3).fill(`create ${stored}`))
    expect((await statusOf(1)).state).toBe('inProgress')
    expect(rig.provider.orders.size).toBe(1)
  })

  it('is not sent for ever: it is unwound after so many unanswered sends', async () => {
    rig.provider.fail('create', ...Array<'loseAnswer'>(qrTiming.sendsMax).fill('loseAnswer'))
    await ask(1)
    await sweepToTheEnd()
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'unavailable' })
    expect(await faultsOfMoney()).toEqual([])
  })

  it('that the provider refuses at once ends as refused', async () => {
    rig.provider.fail('create', 'refuse')
    expect(readStatus((await ask(1)).body)).toMatchObject({ state: 'ended', ending: 'refused' })
  })

  it('refused only on the second send may exist from the first, and is unwound instead', async () => {
    rig.provider.fail('create', 'loseAnswer', 'refuse')
    await ask(1)
    await sweep(3_000)
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'unavailable' })
    expect(rig.provider.orders.get(numberOf(1))?.state).toBe('closed')
  })

  it('that nobody pays is closed at the provider before it ends as expired', async () => {
    await ask(1)
    await sweep(payableForMs + 6_000)
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'expired' })
    expect(rig.provider.orders.get(numberOf(1))?.state).toBe('closed')
  })

  it('put off by a clock that ran a day ahead is looked after once the clock is right again', async () => {
    await ask(1)
    rig.provider.fail('query', 'loseAnswer')
    await sweep(86_400_000)
    rig.provider.pay(numberOf(1))
    await sweep(-86_400_000)
    await sweep()
    expect((await statusOf(1)).state).toBe('paid')
  })

  it('survives a server that is killed between keeping and sending it', async () => {
    rig.provider.fail('create', 'loseRequest')
    await ask(1)
    // The next life knows only what is in the database.
    const next = buildServer(rig.ports)
    rig.clock.ms += 3_000
    await next.tickPayments()
    await next.app.close()
    expect(await statusOf(1)).toMatchObject({
      state: 'inProgress',
      codeUrl: expect.stringContaining('weixin://'),
    })
  })
})

describe('asking again', () => {
  it('with the same contents is the same payment, also at the same moment', async () => {
    const answers = await Promise.all([ask(1), ask(1), ask(1)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(rig.provider.orders.size).toBe(1)
    expect(rig.provider.calls.filter((call) => call.startsWith('create'))).toHaveLength(1)
  })

  it.each([
    ['amount', { amountMinor: 1281 }],
    ['sale', { saleId: 'sale-2' }],
  ])('with another %s is refused', async (_what, changes) => {
    await ask(1)
    expect(await ask(1, changes)).toMatchObject({ status: 409, body: { error: 'PaymentDiffers' } })
  })

  it('for the same sale while one is open is refused, and works once that one has surely ended', async () => {
    await ask(1)
    expect(await ask(2)).toMatchObject({ status: 409, body: { error: 'PaymentInProgress' } })
    await cancel(1)
    expect(await ask(2)).toMatchObject({ status: 200 })
    rig.provider.pay(numberOf(2))
    await notify(2)
    expect(await ask(3)).toMatchObject({ status: 409, body: { error: 'SaleAlreadyPaid' } })
  })

  it('in another currency, or by another lane, is refused', async () => {
    expect(await ask(1, { currency: 'EUR' })).toMatchObject({
      status: 422,
      body: { error: 'CurrencyNotTaken' },
    })
    await ask(1)
    const other = await enrolLane(rig, 'AAAA-BBBB-2')
    expect(await other.post(paths.payments, requestOf(1))).toMatchObject({
      status: 409,
      body: { error: 'PaymentIdTaken' },
    })
    expect((await other.get(paymentPath('pay-1'))).body).toEqual({ state: 'notFound' })
    expect(await other.post(paymentCancelPath('pay-1'), {})).toMatchObject({ status: 409 })
    expect((await statusOf(1)).state).toBe('inProgress')
  })
})

describe('cancelling', () => {
  it('ends only what the provider says is closed', async () => {
    await ask(1)
    expect(await cancel(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(rig.provider.calls.slice(-3).map((call) => call.split(' ')[0])).toEqual([
      'query',
      'close',
      'query',
    ])
    expect(await cancel(1)).toMatchObject({ state: 'ended', ending: 'closed' })
  })

  it('loses to money that was faster, before the question or between question and close', async () => {
    await ask(1)
    rig.provider.pay(numberOf(1))
    expect((await cancel(1)).state).toBe('paid')
    await ask(2, { saleId: 'sale-2' })
    rig.provider.before('close', () => rig.provider.pay(numberOf(2)))
    expect((await cancel(2)).state).toBe('paid')
    expect(await faultsOfMoney()).toEqual([])
  })

  it.each(['query', 'close'] as const)(
    'says nothing final while the provider is silent (%s)',
    async (call) => {
      await ask(1)
      rig.provider.fail(call, 'loseRequest', 'loseRequest')
      expect(await cancel(1)).toMatchObject({ state: 'inProgress', codeUrl: null })
      await sweepToTheEnd()
      expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    },
  )

  it('of an order that may still be on its way makes it first, so that it can be closed', async () => {
    rig.provider.fail('create', 'loseRequest')
    await ask(1)
    expect(await cancel(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(rig.provider.orders.get(numberOf(1))?.state).toBe('closed')
  })

  it('of a payment never heard of ends it for good: its late request starts nothing', async () => {
    expect(await cancel(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(readStatus((await ask(1)).body)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(rig.provider.calls).toEqual([])
    expect((await statusOf(2)).state).toBe('notFound')
  })

  it('while the order is being made leaves no QR that can be paid', async () => {
    const [, ended] = await Promise.all([ask(1), cancel(1)])
    await sweepToTheEnd()
    expect((await statusOf(1)).state).toBe('ended')
    expect(ended.state === 'ended' || ended.state === 'inProgress').toBe(true)
    expect(await faultsOfMoney()).toEqual([])
  })
})

describe('a notification', () => {
  it.each([
    ['a wrong signature', 401, {}, { 'x-fake-signature': 'forged' }],
    ['another amount', 409, { amountMinor: 1 }, {}],
    ['another currency', 409, { currency: 'USD' }, {}],
    ['a number unknown here', 404, { outTradeNo: 'P_nobody' }, {}],
  ])('with %s is refused, alarms and changes nothing', async (_what, status, changes, headers) => {
    await ask(1)
    rig.provider.pay(numberOf(1))
    expect(await notify(1, changes, headers)).toMatchObject({ status, body: { code: 'FAIL' } })
    expect(rig.logLines.some((line) => line.includes('"alarm"'))).toBe(true)
    expect((await statusOf(1)).state).toBe('inProgress')
    expect(await rig.db.selectFrom('inbox').selectAll().execute()).toEqual([])
  })

  it('that is repeated, at once or later, is thanked and changes nothing', async () => {
    await ask(1)
    rig.provider.pay(numberOf(1))
    const { body, headers } = rig.provider.noticeOf(numberOf(1))
    const hear = () => rig.send('POST', '/notify/wechat', { body, headers })
    const answers = [...(await Promise.all([hear(), hear()])), await hear()]
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204])
    expect(await rig.db.selectFrom('inbox').selectAll().execute()).toHaveLength(1)
    expect((await statusOf(1)).state).toBe('paid')
  })

  it('cannot undo what is paid', async () => {
    await ask(1)
    rig.provider.pay(numberOf(1))
    await notify(1)
    const evidence = { kind: 'Unpaid', outTradeNo: numberOf(1), isClosed: true }
    const body = JSON.stringify({ kind: 'order', id: 'late', evidence })
    await rig.send('POST', '/notify/wechat', { body, headers: { 'x-fake-signature': 'good' } })
    await sweepToTheEnd()
    expect((await statusOf(1)).state).toBe('paid')
  })

  it('of money for a payment that had ended sends that money back, once', async () => {
    await ask(1)
    await cancel(1)
    Object.assign(rig.provider.orders.get(numberOf(1)) ?? {}, { state: 'paid', transactionId: 'T-late' })
    rig.provider.fail('refund', 'loseAnswer')
    expect(await notify(1)).toMatchObject({ status: 204 })
    expect(await notify(1)).toMatchObject({ status: 204 })
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    await sweepToTheEnd()
    const refunds = await rig.db.selectFrom('refund').selectAll().execute()
    expect(refunds).toMatchObject([
      { out_refund_no: `R_${numberOf(1)}_ORPH`, state: 'success', amount_minor: 1280 },
    ])
    expect(rig.provider.refunds.size).toBe(1)
    expect(await faultsOfMoney()).toEqual([])
    expect(rig.logLines.some((line) => line.includes('PaymentOrphaned'))).toBe(true)
  })
})

describe('whatever happens in whatever order', () => {
  const step = fc.constantFrom(
    'ask1',
    'ask2',
    'cancel1',
    'cancel2',
    'pay1',
    'pay2',
    'notify1',
    'notify2',
    'wait',
    'loseCreate',
    'loseCreateAnswer',
    'loseQuery',
    'loseClose',
    'loseCloseAnswer',
  )
  type Step = Parameters<Parameters<typeof step.map>[0]>[0]

  const act: Readonly<Record<Step, (sale: number) => Promise<unknown> | undefined>> = {
    ask1: (sale) => ask(sale, { saleId: `sale-${sale}` }),
    ask2: (sale) => ask(sale + 1, { saleId: `sale-${sale}` }),
    cancel1: (sale) => cancel(sale),
    cancel2: (sale) => cancel(sale + 1),
    pay1: async (sale) => rig.provider.pay(numberOf(sale)),
    pay2: async (sale) => rig.provider.pay(numberOf(sale + 1)),
    notify1: (sale) => (rig.provider.orders.get(numberOf(sale))?.state === 'paid' ? notify(sale) : undefined),
    notify2: (sale) =>
      rig.provider.orders.get(numberOf(sale + 1))?.state === 'paid' ? notify(sale + 1) : undefined,
    wait: () => sweep(30_000),
    loseCreate: async () => rig.provider.fail('create', 'loseRequest'),
    loseCreateAnswer: async () => rig.provider.fail('create', 'loseAnswer'),
    loseQuery: async () => rig.provider.fail('query', 'loseRequest'),
    loseClose: async () => rig.provider.fail('close', 'loseRequest'),
    loseCloseAnswer: async () => rig.provider.fail('close', 'loseAnswer'),
  }

  it('no money is lost, doubled or sold without, and every payment ends', async () => {
    let sale = 10
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        sale += 10
        for (const each of steps) await act[each](sale)
        await sweepToTheEnd()
        expect(await faultsOfMoney()).toEqual([])
        const open = await rig.db
          .selectFrom('payment_attempt')
          .selectAll()
          .where('state', 'in', liveStates)
          .execute()
        expect(open).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})
