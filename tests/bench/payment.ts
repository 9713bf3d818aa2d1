/**
 * What the store server itself costs a payment: an order opened and made, its notification heard, its money settled,
 * all on disk at a provider that answers at once; one by one, and many at the same moment. Beside it a signed request
 * that only reads, as bare as the server has one. No sockets: both go the same way in.
 */

import { type PaymentRequest, paymentPath } from '../../domain/contract/payment.ts'
import { paths } from '../../domain/contract/wire.ts'
import { assert } from '../../domain/result.ts'
import { outTradeNoOf } from '../../src-server/payments/attempt.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../server/support/rig.ts'
import { type BenchRow, besideRows, secondsOf } from './figures.ts'

/** How many orders come at the same moment, and how often. */
const crowds = [
  { orders: 1, rounds: 300 },
  { orders: 50, rounds: 10 },
  { orders: 500, rounds: 2 },
] as const

async function pay(rig: Rig, lane: TestLane, number: number): Promise<void> {
  const paymentId = `pay-${number}`
  const request: PaymentRequest = {
    paymentId,
    saleId: `sale-${number}`,
    wallet: 'wechat',
    amountMinor: 1_280,
    currency: 'CNY',
  }
  const opened = await lane.post(paths.payments, request)
  assert(opened.status === 200, 'the order is opened')
  const outTradeNo = outTradeNoOf('store-1', paymentId)
  rig.provider.pay(outTradeNo)
  const { body, headers } = rig.provider.noticeOf(outTradeNo)
  const heard = await rig.send('POST', '/notify/wechat', { body, headers })
  assert(heard.status === 204, 'the notification is heard')
}

const ask = async (lane: TestLane): Promise<void> => {
  const answer = await lane.get(paymentPath('nobody'))
  assert(answer.status === 200, 'the bare request is answered')
}

/** Milliseconds of each, all of a round begun at the same moment. */
async function samplesOf(
  { orders, rounds }: (typeof crowds)[number],
  one: (number: number) => Promise<void>,
): Promise<readonly number[]> {
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) {
    const all = Array.from({ length: orders }, async (_, number) => {
      samples.push(1_000 * (await secondsOf(() => one(round * orders + number))))
    })
    await Promise.all(all)
  }
  return samples
}

export async function run(): Promise<readonly BenchRow[]> {
  const rig = await openRig({ items: 1 })
  const lane = await enrolLane(rig)
  let offset = 0
  const rows: BenchRow[] = []
  for (const crowd of crowds) {
    const begun = offset
    const ours = await samplesOf(crowd, (number) => pay(rig, lane, begun + number))
    offset += crowd.orders * crowd.rounds
    const bare = await samplesOf(crowd, () => ask(lane))
    const what = crowd.orders === 1 ? 'payment, one by one' : `payment, ${crowd.orders} at once`
    rows.push(...besideRows('ms', { what, samples: ours }, { what: 'bare signed request', samples: bare }))
  }
  const paid = await rig.db.selectFrom('payment_attempt').select('state').execute()
  assert(paid.length === offset && paid.every(({ state }) => state === 'succeeded'), 'every order is paid')
  await rig.close()
  return rows
}
