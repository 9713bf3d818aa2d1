/**
 * Who may end what on the office's pages: only the office sees them, only a badge with its PIN acts, and no other site
 * can make a browser do it. What is shown is what the books say, as text.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paymentCancelPath } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { refundRefusalsMax } from '../../../domain/payment/refund.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { basicOf, hiddenIn, sendForm, signer } from '../support/forms.ts'
import { enrolLane, officeToken, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, saleScript } from '../support/sales.ts'
import { codesOf, coverOf, hold, issue } from '../support/split-sales.ts'

const { badge, pin } = signer
const basic = basicOf(officeToken)

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const number = outTradeNoOf('store-1', 'pay-1')

const request = {
  paymentId: 'pay-1',
  saleId: 'sale-1',
  wallet: 'wechat',
  amountMinor: 1_280,
  currency: 'CNY',
} as const

const page = async (path = '', headers: Record<string, string> = basic) =>
  rig.send('GET', `/office/payments${path}`, { headers })

const post = (path: string, fields: Record<string, string>, headers?: Record<string, string>) =>
  sendForm(rig, path, fields, headers)

/** A payment nobody can end: the provider hears no question. */
async function getStuck(): Promise<void> {
  await lane.post(paths.payments, request)
  rig.provider.fail('query', ...Array.from({ length: 60 }, () => 'loseRequest' as const))
  rig.provider.fail('close', ...Array.from({ length: 60 }, () => 'loseRequest' as const))
  await lane.post(paymentCancelPath('pay-1'), {})
  for (let sweeps = 0; sweeps < 30; sweeps++) {
    rig.clock.ms += 60_000
    await rig.server.tickPayments()
  }
}

/** A code's charge that was reversed, of which the provider tells late that it was paid; asked, it says nothing. */
async function getUnsure(): Promise<void> {
  rig.provider.charges = 'ask'
  await lane.post(paths.payments, { ...request, credential: { kind: 'code', value: '134567890123456789' } })
  rig.clock.ms += 20_000
  await lane.post(paymentCancelPath('pay-1'), {})
  expect(await stateOf()).toBe('reversed')
  Object.assign(rig.provider.orders.get(number) ?? {}, { state: 'paid', transactionId: 'T-late' })
  rig.provider.fail('query', ...Array.from({ length: 60 }, () => 'loseRequest' as const))
  const { body, headers } = rig.provider.noticeOf(number)
  expect(await rig.send('POST', '/notify/wechat', { body, headers })).toMatchObject({ status: 204 })
  for (let sweeps = 0; sweeps < 30; sweeps++) {
    rig.clock.ms += 60_000
    await rig.server.tickPayments()
  }
}

/** The provider tells of another amount than was asked for. */
async function getMismatch(): Promise<void> {
  await lane.post(paths.payments, request)
  rig.provider.pay(number)
  const { body, headers } = rig.provider.noticeOf(number, { amountMinor: 1 })
  await rig.send('POST', '/notify/wechat', { body, headers })
}

const stateOf = async () => {
  const attempt = await rig.db.selectFrom('payment_attempt').select('state').executeTakeFirst()
  return attempt?.state
}

const releasePath = '/office/payments/release'
const settlePath = '/office/payments/settle'
const refundPath = '/office/payments/refund'

describe('the queue of payments for a person', () => {
  it('is shown to the office alone, runs nothing and sends forms nowhere else', async () => {
    expect(await page('', {})).toMatchObject({ status: 401 })
    const toPerson = await page('', { accept: 'text/html,*/*;q=0.8', 'accept-language': 'zh-CN' })
    expect(toPerson).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.any(String) } })
    expect(toPerson.text).toContain('只有后台可以查看')
    expect((await post(releasePath, {}, {})).status).toBe(401)
    for (const name of ['x-forwarded-for', 'forwarded', 'via']) {
      expect(await page('', { ...basic, [name]: '203.0.113.9' }), name).toMatchObject({ status: 401 })
    }
    const { status, headers, text } = await page('?lang=en')
    expect(status).toBe(200)
    expect(text).toContain('Nothing waits for a person.')
    expect(text).not.toContain('<script')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("form-action 'self'")
    expect(headers['cache-control']).toContain('no-store')
  })

  it('lets a payment be ended under a badge and its PIN, once', async () => {
    await getStuck()
    const { text } = await page('?lang=en')
    expect(text).toContain('1 case open')
    expect(text).toContain(number)
    const fields = { ...hiddenIn(text, releasePath), badge, pin }
    const done = await post(releasePath, fields)
    expect(done).toMatchObject({ status: 303, headers: { location: '/office/payments?lang=en' } })
    expect(await stateOf()).toBe('closed')
    expect((await page('?lang=en')).text).toContain(`By ${badge}`)
    const again = await post(releasePath, fields)
    expect(again.status).toBe(409)
    expect(again.text).toContain('does not wait for a person any more')
  })

  it('holds money told of after a reversal that nobody answers for; it is still asked about, and found', async () => {
    await getUnsure()
    const { text } = await page('?lang=en')
    expect(text).toContain('1 case open')
    expect(text).toContain('does not say whether it went back')
    rig.provider.fail('query')
    rig.clock.ms += 3_600_000
    await rig.server.tickPayments()
    expect(await stateOf()).toBe('orphaned')
    const after = (await page('?lang=en')).text
    expect(after).toContain('All clear')
    expect(after).toContain('By itself')
  })

  it('lets a person who saw that such money went back end the asking, and asks again when told again', async () => {
    await getUnsure()
    const fields = { ...hiddenIn((await page('?lang=en')).text, releasePath), badge, pin }
    expect((await post(releasePath, fields)).status).toBe(303)
    expect((await page('?lang=en')).text).toContain(`By ${badge}`)
    expect((await post(releasePath, fields)).status).toBe(409)
    const asked = () => rig.provider.calls.filter((call) => call.startsWith('query')).length
    const before = asked()
    rig.clock.ms += 3_600_000
    await rig.server.tickPayments()
    expect({ asked: asked(), state: await stateOf() }).toEqual({ asked: before, state: 'reversed' })
    const { body, headers } = rig.provider.noticeOf(number)
    await rig.send('POST', '/notify/wechat', { body, headers })
    for (let sweeps = 0; sweeps < 30; sweeps++) {
      rig.clock.ms += 60_000
      await rig.server.tickPayments()
    }
    expect((await page('?lang=en')).text).toContain('1 case open')
  })

  it('keeps what was typed where a form is refused, but for the PIN', async () => {
    await getMismatch()
    const fields = { ...hiddenIn((await page('?lang=en')).text, settlePath), badge, pin: '000000' }
    const reason = 'Asked "Li" & <compared>'
    const { status, text } = await post(settlePath, { ...fields, reason })
    expect(status).toBe(403)
    expect(text).toContain('<details open>')
    expect(text).toContain(`name="badge" value="${badge}"`)
    expect(text).toContain('name="reason" value="Asked &quot;Li&quot; &amp; &lt;compared&gt;"')
    expect(text).not.toContain('000000')
    expect(text).toContain('href="/office/payments?lang=zh-CN"')
  })

  it('of a number that is none leads back to the search', async () => {
    const { status, text } = await page('/release?lang=en')
    expect(status).toBe(404)
    expect(text).toContain('This number is not known here.')
    expect(text).toContain('name="find"')
  })

  it('takes no form that another page made, and none without a right PIN', async () => {
    await getStuck()
    const fields = { ...hiddenIn((await page()).text, releasePath), badge, pin }
    const wrong = [
      { ...fields, mark: 'f'.repeat(64) },
      { ...fields, mark: '' },
      { ...fields, pin: '000000' },
      { ...fields, badge: 'NOBODY' },
      { ...fields, pin: '' },
      { ...fields, number: '../x' },
      { ...fields, more: '1' },
      { number, badge, pin },
    ]
    for (const form of wrong) {
      const { status, text } = await post(releasePath, form)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(text).toContain('nothing was changed')
    }
    const mark = hiddenIn((await page()).text, releasePath)['mark'] ?? ''
    expect(
      (await post(settlePath, { mark, number, why: 'EvidenceMismatch', reason: 'none', badge, pin })).status,
    ).toBe(403)
    expect(await stateOf()).toBe('unwindStuck')
  })

  it('locks a badge whose PIN is guessed at, also for its owner, and for a while only', async () => {
    await getStuck()
    const fields = { ...hiddenIn((await page()).text, releasePath), badge, pin }
    for (let guess = 0; guess < 5; guess++) {
      expect((await post(releasePath, { ...fields, pin: `${111_111 + guess}` })).status).toBe(403)
    }
    const locked = await post(releasePath, fields)
    expect(locked.status).toBe(429)
    expect(locked.text).toContain('locked')
    expect(await stateOf()).toBe('unwindStuck')
    rig.clock.ms += 16 * 60_000
    expect((await post(releasePath, fields)).status).toBe(303)
  })

  it('ends a refund that stays stuck under a badge, once the provider knows nothing of it', async () => {
    await lane.post(paths.payments, { ...request, credential: { kind: 'code', value: '134567890123456789' } })
    rig.provider.fail('refund', ...Array.from({ length: 60 }, () => 'refuse' as const))
    const refund = { refundId: 'r1', saleId: 'sale-1', amountMinor: 1_280, reason: 'damaged', badge }
    await lane.post(paths.refunds, refund)
    for (let sweeps = 0; sweeps < refundRefusalsMax; sweeps++) {
      rig.clock.ms += 3_600_000
      await rig.server.tickPayments()
    }
    rig.clock.ms += 60_000
    const { text } = await page('?lang=en')
    expect(text).toContain('could not be given back by itself')
    expect(text).toContain('It never happened: void')
    const fields = {
      ...hiddenIn(text, refundPath),
      badge,
      pin,
      reason: 'portal knows none',
      as: 'void',
    }
    expect((await post(refundPath, { ...fields, as: 'gone' })).status).toBe(400)
    expect((await post(refundPath, { ...fields, pin: '000000' })).status).toBe(403)
    expect((await post(refundPath, fields)).status).toBe(303)
    const after = (await page('?lang=en')).text
    expect(after).toContain('portal knows none')
    expect(after).toContain('All clear')
    const again = await post(refundPath, fields)
    expect(again.status).toBe(409)
    expect(again.text).toContain('does not wait for a person any more')
    const story = (await page(`/${number}?lang=zh-CN`)).text
    expect(story).toContain('已作废 · 商品破损')
    expect(story).not.toContain('damaged')
    const sent = await rig.db.selectFrom('refund').select('request_body').executeTakeFirstOrThrow()
    expect(Buffer.from(sent.request_body).toString()).toContain('商品破损')
  })

  it('holds what the provider said of other money until somebody settles it with a reason', async () => {
    await getMismatch()
    const { text } = await page('?lang=en')
    expect(text).toContain('spoke of another amount')
    const fields = { ...hiddenIn(text, settlePath), badge, pin }
    expect((await post(settlePath, { ...fields, reason: 'x' })).status).toBe(400)
    // What really came is found by asking; that the message was wrong still waits for a person.
    rig.clock.ms += 60_000
    await rig.server.tickPayments()
    expect(await stateOf()).toBe('succeeded')
    expect((await page('?lang=en')).text).toContain('1 case open')
    const reason = '<b>Their test</b> & ours'
    expect((await post(settlePath, { ...fields, reason })).status).toBe(303)
    const after = await page('?lang=en')
    expect(after.text).toContain('&lt;b&gt;Their test&lt;/b&gt; &amp; ours')
    expect(after.text).toContain('All clear')
    expect((await post(settlePath, { ...fields, reason })).status).toBe(404)
  })
})

describe('the story of a payment', () => {
  it('is found by every number somebody may hold, and tells what happened in order', async () => {
    await lane.post(paths.payments, request)
    rig.provider.pay(number)
    rig.clock.ms += 5_000
    await rig.server.tickPayments()
    for (const asked of [number, `T${number}`, 'sale-1', 'pay-1']) {
      expect((await page(`?lang=en&find=${asked}`)).text).toContain(`/office/payments/${number}?lang=en`)
    }
    for (const asked of ['nothing', '%00', "' OR 1=1 --", '9'.repeat(64), '123456789']) {
      const { status, text } = await page(`?lang=en&find=${encodeURIComponent(asked)}`)
      expect(status).toBe(200)
      expect(text).toContain('No payment has this number.')
    }
    const { text } = await page(`/${number}?lang=en`)
    const told = ['Opened', 'Order a QR', 'Ask for the order', 'Booked: WeChat Pay account', '¥12.80']
    const places = told.map((words) => text.indexOf(words, text.indexOf('class="story"')))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places.slice(0, 3)).toEqual(places.slice(0, 3).toSorted((one, other) => one - other))
    expect((await page(`/${number}?lang=zh-CN`)).text).toContain('发起付款')
  })

  it('is found by the number on its receipt and by that of its refund', async () => {
    const script = saleScript(7)
    await payFor(rig, lane, script)
    const journal = journalOf(lane.laneId, lane.epoch)
    journal.sell(script)
    await lane.post(paths.journal, { epoch: lane.epoch, entries: journal.entries })
    const asked = { refundId: 'back-1', saleId: script.saleId, amountMinor: 100, reason: 'damaged', badge }
    expect((await rig.office('POST', 'refunds', { storeId: 'store-1', refund: asked })).status).toBe(200)
    const [refundNo = ''] = rig.provider.refunds.keys()
    for (const held of ['7', 'back-1', refundNo]) {
      const { text } = await page(`?lang=en&find=${held}`)
      expect(text, held).toContain(`/office/payments/${outTradeNoOf('store-1', script.paymentId)}?lang=en`)
    }
  })

  it('of a sale that card and coupon covered is found by all its numbers, with what each gave and got back', async () => {
    await issue(rig, 'sale-1', 600, 200)
    const shown = { saleId: 'sale-1', totalMinor: 750 }
    const held = [
      await hold(lane, { ...shown, tenderId: 'coupon', isCoupon: true }),
      await hold(lane, { ...shown, tenderId: 'card', isCoupon: false }),
    ]
    await lane.post(paths.covers, coverOf({ saleId: 'sale-1', paymentId: 'pay-1' }, held))
    const { number: cover } = await rig.db.selectFrom('cover').select('number').executeTakeFirstOrThrow()
    const refund = { refundId: 'back-1', saleId: 'sale-1', amountMinor: 120, reason: 'damaged', badge }
    expect((await rig.office('POST', 'refunds', { storeId: 'store-1', refund })).status).toBe(200)
    const { number: refundNo } = await rig.db
      .selectFrom('sale_refund')
      .select('number')
      .executeTakeFirstOrThrow()
    for (const asked of [cover, 'sale-1', 'pay-1', 'back-1', refundNo])
      expect((await page(`?lang=en&find=${asked}`)).text, asked).toContain(`/payments/${cover}?lang=en`)
    const { text } = await page(`/${cover}?lang=en`)
    const told = [
      'Paid by coupon',
      '¥2.00',
      'Paid by store card',
      '¥5.50',
      'Given back to the store card',
      '¥1.20',
    ]
    const story = text.slice(text.indexOf('class="story"'))
    expect(told.map((words) => story.includes(words))).toEqual(told.map(() => true))
    expect(text).not.toContain(codesOf('sale-1').card)
    expect((await page(`/${cover}?lang=zh-CN`)).text).toContain('已退回储值卡')
  })

  it('of a number nobody has is refused in a sentence, and shows nothing one could pay with', async () => {
    expect(await page('/P_none')).toMatchObject({ status: 404 })
    expect(await page('/..%2f..%2fetc')).toMatchObject({ status: 404 })
    rig.provider.charges = 'ask'
    const value = '134567890123456789'
    await lane.post(paths.payments, { ...request, credential: { kind: 'code', value } })
    const { text } = await page(`/${number}`)
    expect(text).toContain(value.slice(-4))
    expect(text).not.toContain(value)
    expect(text).not.toContain('weixin://')
  })
})
