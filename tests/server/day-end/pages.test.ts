/**
 * A store manager reads the day in either language, prints it, and takes it into a spreadsheet; nobody else sees it.
 */

import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basicOf, hiddenIn, sendForm, signer } from '../support/forms.ts'
import { officeToken } from '../support/rig.ts'
import { tamper } from '../support/tampering.ts'
import { billDay } from './bill-bytes.ts'
import { numberOf, openStoreDay, paidRow, type StoreDay } from './store-day.ts'

let day: StoreDay
beforeAll(async () => {
  day = await openStoreDay()
  await day.sell(1)
  await day.sell(2)
  day.bill([
    paidRow(1, 1280, { feeFen: 8, rate: '0.60%' }),
    { outTradeNo: '=HYPERLINK("x")', transactionId: '<b>T9</b>', fen: 700 },
  ])
  const { report } = await day.run()
  const missing = report.findings.find(({ finding }) => finding.kind === 'localOnlyPayment')
  const reason = '@SUM(1) <script>alert(1)</script>, "paid" later'
  await day.post('resolve', { day: billDay, key: missing?.key, reason, badge: 'ATT001' })
})
afterAll(() => day.close())

const page = (path = '', headers: Record<string, string> = basicOf(officeToken)) =>
  day.rig.send('GET', `/office/day-end${path}`, { headers })

describe('the page of a day', () => {
  it('is for the office alone, and makes a browser ask for its token', async () => {
    const refused = await page(`/${billDay}`, {})
    expect(refused).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('Basic') },
    })
    for (const headers of [
      basicOf('wrong'),
      { authorization: 'Basic' },
      { authorization: `Basic ${officeToken}` },
    ]) {
      expect(await page(`/${billDay}`, headers)).toMatchObject({ status: 401 })
    }
    expect(await page(`/${billDay}`, { authorization: `Bearer ${officeToken}` })).toMatchObject({
      status: 200,
    })
    const { status } = await day.rig.send('POST', '/api/office/day-end/run', {
      body: { day: billDay },
      headers: basicOf(officeToken),
    })
    expect(status).toBe(401)
  })

  it('says in both languages what is open, what was done, and the sums', async () => {
    const { text: chinese } = await page(`/${billDay}?lang=zh-CN`)
    expect(chinese).toContain('<html lang="zh-CN">')
    for (const words of [
      '日终对账',
      '1 项待处理',
      '平台收到一笔不是本系统发起的付款',
      '已人工处理',
      '¥19.72',
    ]) {
      expect(chinese).toContain(words)
    }
    const { text: english } = await page(`/${billDay}?lang=en`)
    for (const words of [
      'End of day',
      '1 item open',
      'was not asked for here',
      'Resolved by a person',
      'ATT001',
    ]) {
      expect(english).toContain(words)
    }
  })

  it('shows what came from outside as text, and runs and loads nothing', async () => {
    const { text, headers } = await page(`/${billDay}?lang=en`)
    expect(text).not.toContain('<script')
    expect(text).not.toContain('<b>T9')
    expect(text).toContain('&lt;script&gt;')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['cache-control']).toContain('no-store')
  })

  it('of a day that was never run, or is none, is refused', async () => {
    for (const none of ['/2026-11-01', '/2026-13-01', '/close']) {
      const { status, text } = await page(`${none}?lang=en`)
      expect(status, none).toBe(404)
      expect(text, none).toContain('was never run. Choose one below.')
      expect(text, none).toContain(`/office/day-end/${billDay}?lang=en`)
    }
    expect(await page('/2026-11-01/csv')).toMatchObject({ status: 404, body: { error: 'DayUnknown' } })
  })

  it('warns where a report was altered, and the list of days does too', async () => {
    const [row] = await day.rig.db
      .selectFrom('day_report')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .execute()
    const content = row?.content ?? ''
    const { db } = day.rig
    const write = (text: string) =>
      tamper(db, 'day_report', () =>
        db.updateTable('day_report').set({ content: text }).where('seq', '=', 2).execute(),
      )
    await write(content.replace('1280', '1281'))
    expect((await page(`/${billDay}?lang=en`)).text).toContain('version 2 of the reports was altered')
    const list = await page('?lang=en')
    expect(list.text).toContain('version 2 of the reports was altered')
    expect(list.text).toContain(`href="/office/day-end/${billDay}?lang=en"`)
    await write(content)
    expect((await page('?lang=zh-CN')).text).not.toContain('警告')
  })
})

describe('the table for a spreadsheet', () => {
  it('has a row for everything, and no cell that a spreadsheet would run', async () => {
    const { text, headers } = await page(`/${billDay}/csv`)
    expect(headers['content-disposition']).toBe(`attachment; filename="scanway-${billDay}.csv"`)
    const rows: unknown = parse(text, { bom: true, columns: true })
    expect(rows).toMatchObject([
      {
        state: 'open',
        kind: 'unknownPayment',
        out_trade_no: `'=HYPERLINK("x")`,
        bill_amount: '7.00',
        own_amount: '',
      },
      {
        state: 'resolved',
        kind: 'localOnlyPayment',
        reason: expect.stringMatching(/^'@SUM/),
        own_amount: '12.80',
      },
      { state: 'matched', kind: 'payment', out_trade_no: numberOf(1), bill_amount: '12.80', sale: 'sale-1' },
    ])
    for (const line of text.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=@+]/)
  })
})

describe('the forms of a day', () => {
  const dayUrl = `/office/day-end/${billDay}`
  const post = (path: string, fields: Record<string, string>) => sendForm(day.rig, path, fields)

  it('close it only when nothing is open, resolve each item with a reason, and sign with a PIN', async () => {
    const open = (await page(`/${billDay}?lang=en`)).text
    expect(open).not.toContain(`${dayUrl}/close`)
    const fields = { ...hiddenIn(open, `${dayUrl}/resolve`), ...signer }
    const unsigned = await post(`${dayUrl}/resolve`, { ...fields, reason: 'looked at', pin: '999999' })
    expect(unsigned.status).toBe(403)
    expect(unsigned.text).toContain('1 item open')
    expect((await post(`${dayUrl}/resolve`, { ...fields, reason: '' })).status).toBe(400)
    const resolved = await post(`${dayUrl}/resolve`, { ...fields, reason: 'another system’s' })
    expect(resolved).toMatchObject({ status: 303, headers: { location: `${dayUrl}?lang=en` } })
    const clean = (await page(`/${billDay}?lang=en`)).text
    expect(clean).toContain('another system’s')
    expect((await post('/office/day-end/2026-01-01/close', { ...signer, mark: '' })).status).toBe(404)
    const close = { ...hiddenIn(clean, `${dayUrl}/close`), ...signer }
    expect((await post(`${dayUrl}/close`, close)).status).toBe(303)
    const shut = (await page(`/${billDay}?lang=en`)).text
    expect(shut).toContain('Closed with badge ATT001')
    expect(shut).not.toContain('<form')
    expect((await post(`${dayUrl}/close`, close)).status).toBe(409)
  })
})
