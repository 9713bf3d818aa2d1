/**
 * Shoppers who do whatever comes to mind, at a lane whose store is slow to answer, or does not, or does twice, and
 * whose power goes at any time. Nothing may be charged twice or lost, no screen may claim what is not, and nobody may
 * be left without an answer.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/contract/command.ts'
import { ok } from '../../domain/result.ts'
import { rightPin } from '../support/fake-lane.ts'
import { soldSerial, suspendedCode } from './honest-store.ts'
import { type Defect, Kiosk } from './kiosk.ts'
import '../support/properties.ts'

const water = '6901028075831'
/** In bars, so that it is nothing of the mark beside it. */
const numberedWater = (serial: string): string => `]C1010690102807583121${serial}`

type Act = (kiosk: Kiosk, pick: number) => void

const scan =
  (...texts: readonly string[]): Act =>
  (kiosk, pick) =>
    kiosk.scan(texts[pick % texts.length] ?? water)

const press =
  (...commands: readonly Command[]): Act =>
  (kiosk, pick) => {
    const command = commands[pick % commands.length]
    if (command) kiosk.command(command)
  }

const codeOf = (pick: number): string => `13456789012345${String(6_000 + pick)}`

const acts = {
  water: scan(water),
  goods: scan(water, '6900000000021', '4011', 'hello', '6901028075830'),
  pack: (kiosk, pick) => kiosk.scan(numberedWater(pick === 7 ? soldSerial : `A${pick}`)),
  card: scan('MEMBER-8800123', 'MEMBER-8800456', 'MEMBER-0000000'),
  /** Somebody thinks better of it, and begins again with the same card in hand. */
  afresh: (kiosk, pick) => {
    const begin = () => {
      kiosk.scan(water)
      acts.card(kiosk, pick)
    }
    begin()
    kiosk.command({ kind: 'CancelSale' })
    begin()
  },
  coupon: scan('COUPON-AUTUMN-7F3K', 'COUPON-AUTUMN-8G4L', 'COUPON-NONE-SUCH'),
  code: (kiosk, pick) => kiosk.scan(codeOf(pick)),
  basketCode: scan(`HANDOVER-${suspendedCode}`),
  badge: (kiosk, pick) => {
    kiosk.scan('STAFF-1001')
    kiosk.command({ kind: 'EnterPin', pin: pick % 4 === 0 ? '0000' : rightPin })
  },
  staff: press({ kind: 'ApproveAge' }, { kind: 'SignOut' }, { kind: 'RefuseAge' }, { kind: 'OpenRefunds' }),
  pay: press({ kind: 'Pay', wallet: 'wechat' }, { kind: 'Pay', wallet: 'alipay' }),
  choose: press({ kind: 'Pay' }),
  cover: press({ kind: 'PayCovered' }),
  face: (kiosk) => {
    kiosk.command({ kind: 'Pay' })
    kiosk.command({ kind: 'PayByFace', wallet: 'wechat' })
  },
  looking: press({ kind: 'LookLonger' }, { kind: 'LeaveLook' }),
  look: (kiosk, pick) => {
    if (pick % 3 === 0) kiosk.face.end('notRecognised')
    else if (kiosk.face.isLooking()) kiosk.face.see(`Zk1-the-token-of-face-${pick}`)
  },
  leave: press(
    { kind: 'LeavePayment', why: 'shopper' },
    { kind: 'LeavePayment', why: 'otherWay' },
    { kind: 'ExtendPayment' },
  ),
  confirm: (kiosk) => kiosk.store.payerConfirms(),
  remove: (kiosk, pick) => {
    const screen = kiosk.view()?.screen
    const tenders = screen?.kind === 'tender' ? screen.tenders : []
    kiosk.command({ kind: 'RemoveTender', tenderId: tenders[pick % 3]?.tenderId ?? 'none' })
  },
  line: (kiosk, pick) => {
    const line = kiosk.view()?.basket?.lines[0]
    const { lineId, quantity: shown } = line ?? { lineId: 'none', quantity: 1 }
    kiosk.command(
      pick % 3 === 0
        ? { kind: 'RemoveLine', lineId }
        : { kind: 'ChangeQuantity', lineId, shown, quantity: 1 + pick },
    )
  },
  go: press({ kind: 'HandOver' }, { kind: 'CancelSale' }, { kind: 'FinishSale' }, { kind: 'FinishSale' }),
  help: press({ kind: 'CallHelp' }, { kind: 'CancelHelp' }, { kind: 'DismissNotice' }),
  recall: (kiosk, pick) => {
    kiosk.hasRecall = pick % 2 === 0
  },
  clock: (kiosk, pick) => {
    kiosk.world.wall.offsetMs += (pick - 3) * 100_000
  },
  power: (kiosk) => {
    kiosk.kill()
    kiosk.start()
  },
} satisfies Readonly<Record<string, Act>>

type ActName = keyof typeof acts

/** As often as they come to mind. */
const often: readonly ActName[] = [
  ...([
    'water',
    'water',
    'water',
    'choose',
    'choose',
    'choose',
    'pay',
    'pay',
    'code',
    'code',
    'code',
    'pack',
    'pack',
  ] as const),
  ...([
    'card',
    'card',
    'coupon',
    'cover',
    'cover',
    'cover',
    'face',
    'face',
    'face',
    'look',
    'look',
    'look',
  ] as const),
  ...(['confirm', 'confirm', 'leave', 'leave', 'go', 'power', 'goods', 'basketCode', 'badge'] as const),
  ...(['staff', 'remove', 'line', 'afresh', 'looking', 'help', 'recall', 'clock'] as const),
]

const step = fc.record({
  act: fc.constantFrom(...often),
  pick: fc.nat(7),
  waitMs: fc.constantFrom(0, 0, 20, 100, 300, 700, 1_500, 4_000, 9_000, 30_000),
})

/** Looks at a lane that nobody touches any more, and how long it is left alone between two of them. */
const looksMax = 20
const lookMs = 20_000

async function settle(kiosk: Kiosk): Promise<void> {
  kiosk.weather.isCalm = true
  kiosk.hasRecall = false
  kiosk.start()
  kiosk.command({ kind: 'CallHelp' })
  await kiosk.world.time.advance(2 * lookMs)
  kiosk.expectAnswers()
  for (let look = 0; look < looksMax && kiosk.isPaying(); look++) await kiosk.world.time.advance(lookMs)
}

/** The last shopper leaves; what the money is then, it stays. */
async function goHome(kiosk: Kiosk): Promise<void> {
  kiosk.command({ kind: 'FinishSale' })
  kiosk.command({ kind: 'CancelSale' })
  await kiosk.world.time.advance(30_000)
}

function judgeMoney(kiosk: Kiosk): void {
  const facts = kiosk.facts()
  const paid = new Map(facts.flatMap((fact) => (fact.kind === 'SalePaid' ? [[fact.paymentId, fact]] : [])))
  for (const [paymentId, attempt] of kiosk.store.attempts) {
    expect(kiosk.store.isOver(attempt), `payment ${paymentId} is open`).toBe(true)
    const taken = attempt.end?.state === 'paid' ? attempt.end.amountMinor : undefined
    expect(paid.get(paymentId)?.amountMinor, `money of ${paymentId}`).toBe(taken)
  }
  const counted = new Set<string>()
  for (const fact of facts) {
    if (fact.kind === 'TenderHeld') counted.add(fact.tenderId)
    if (fact.kind === 'TenderReleased') counted.delete(fact.tenderId)
  }
  for (const [tenderId, { state }] of kiosk.store.holds)
    expect(state, `tender ${tenderId}`).toBe(counted.has(tenderId) ? 'captured' : 'released')
}

/** Whatever happened before, the next shopper pays. */
async function expectSale(kiosk: Kiosk): Promise<void> {
  const { time } = kiosk.world
  kiosk.command({ kind: 'SignOut' })
  kiosk.scan(water)
  kiosk.command({ kind: 'Pay', wallet: 'wechat' })
  await time.advance(5_000)
  kiosk.store.payerConfirms()
  await time.advance(5_000)
  expect(kiosk.view()?.screen.kind).toBe('paid')
}

/** A whole day of one lane, from the first touch to the last sale. */
const day = (defect?: Defect) =>
  fc.asyncProperty(
    fc.nat(),
    fc.array(step, { minLength: 30, maxLength: 80, size: 'max' }),
    async (seed, steps) => {
      const kiosk = new Kiosk(seed, defect)
      kiosk.start()
      await kiosk.world.time.advance(1_000)
      for (const { act, pick, waitMs } of steps) {
        acts[act](kiosk, pick)
        await kiosk.world.time.advance(waitMs)
      }
      await settle(kiosk)
      await goHome(kiosk)
      expect([...kiosk.breaches, ...kiosk.store.breaches]).toEqual([])
      judgeMoney(kiosk)
      await expectSale(kiosk)
      kiosk.kill()
    },
  )

const daysMax = Number(process.env['SCANWAY_HASTE'] ?? 120)

it('a lane loses no money, no scan and no shopper, whatever is late, lost, doubled or touched at once', async () => {
  await fc.assert(day(), { numRuns: daysMax })
})

/** Bugs put in on purpose between the lane and its store. */
const defects: Readonly<Record<string, Defect>> = {
  'asks for a payment again under another identity': (server) => {
    let asked = 0
    return {
      ...server,
      requestPayment: (request) =>
        server.requestPayment({ ...request, paymentId: `${request.paymentId}-${asked++ % 2}` }),
    }
  },
  'takes a shown code for a paid one': (server) => ({
    ...server,
    async paymentStatus(paymentId) {
      const answer = await server.paymentStatus(paymentId)
      if (!answer.ok || answer.value.state !== 'inProgress') return answer
      return ok({ state: 'paid', amountMinor: 1_280, transactionId: 'T0', paidAtMs: 1 })
    },
  }),
  'takes a cancelling for its answer': (server) => ({
    ...server,
    cancelPayment: async () => ok({ state: 'ended', ending: 'closed' }),
  }),
  'never says what became of a card': (server) => ({
    ...server,
    async holdTender(request) {
      const answer = await server.holdTender(request)
      return answer.ok ? answer : new Promise(() => {})
    },
  }),
}

describe('the judges see a lane that', () => {
  it.each(Object.entries(defects))('%s', async (_, defect) => {
    const { failed } = await fc.check(day(defect), { numRuns: daysMax, endOnFailure: true })
    expect(failed).toBe(true)
  })
})
