/** The receipt page: what it says must be what was paid, and nothing in it may come alive. */

import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../domain/contract/wire.ts'
import { looksMax } from '../../../src-server/receipt/routes.ts'
import { enrolLane, openRig, type Rig } from '../support/rig.ts'
import { journalOf, payFor, saleScript } from '../support/sales.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

const script = saleScript(1)

async function sellOne(): Promise<void> {
  const lane = await enrolLane(rig)
  await payFor(rig, lane, script)
  await lane.post(paths.journal, { epoch: 1, entries: journalOf('lane-1', 1).sell(script) })
}

const page = (path: string, language?: string) =>
  rig.send('GET', path, language === undefined ? {} : { headers: { 'accept-language': language } })

describe('a receipt', () => {
  it('shows lines, tax by rate, total, payment and number, to the unit', async () => {
    await sellOne()
    const { status, text } = await page(`/r/${script.receiptToken}`, 'en-GB,en;q=0.9')
    expect(status).toBe(200)
    const shown = text
      .replace(/<style>.*<\/style>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
    for (const words of [
      'Total ¥7.50',
      'Milk 1 1 × ¥2.50 ¥2.50',
      'Milk 2 2 × ¥2.50 ¥5.00',
      '3 items',
      '9% ¥4.59 ¥0.41 ¥5.00',
      '13% ¥2.21 ¥0.29 ¥2.50',
      'Paid with WeChat Pay',
      'Receipt 1',
      'Lane Lane 1',
    ])
      expect(shown).toContain(words)
  })

  it('speaks the reader’s language, or the one that was chosen', async () => {
    await sellOne()
    const address = `/r/${script.receiptToken}`
    expect((await page(address, 'zh-TW,zh;q=0.9')).text).toContain('lang="zh-CN"')
    expect((await page(address, 'en')).text).toContain('Demo &lt;Market&gt; &amp; Sons')
    expect((await page(`${address}?lang=en`, 'zh-CN')).text).toContain('Paid with')
    expect((await page(`${address}?lang=en`, 'zh-CN')).text).toContain('href="?lang=zh-CN"')
  })

  it('runs nothing, loads nothing, is kept out of search engines and out of caches', async () => {
    await sellOne()
    const { headers, text } = await page(`/r/${script.receiptToken}`)
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(text).not.toMatch(/<script|\son\w+=|style=/i)
  })
})

describe('a receipt that is not here', () => {
  const unknown = 'unknown-token-of-a-lane-to-come'

  it('may be on its way: the page looks again by itself, so many times, then says what to do', async () => {
    const first = await page(`/r/${unknown}`, 'en')
    expect(first.status).toBe(202)
    expect(first.text).toContain(`http-equiv="refresh" content="3;url=/r/${unknown}?lang=en&amp;look=1"`)
    const last = await page(`/r/${unknown}?lang=en&look=${looksMax}`)
    expect(last.status).toBe(404)
    expect(last.text).not.toContain('http-equiv="refresh"')
    expect(last.text).toContain('ask the staff for a printed receipt')
  })

  it('and then arrives', async () => {
    expect((await page(`/r/${script.receiptToken}`)).status).toBe(202)
    await sellOne()
    expect((await page(`/r/${script.receiptToken}`)).status).toBe(200)
  })

  it.each(['short', 'a'.repeat(65), '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '..%2f..%2fetc'])(
    'with a token of no form (%s) is a page that says what to do',
    async (token) => {
      const { status, text } = await page(`/r/${token}`, 'zh-CN')
      expect(status).toBe(404)
      expect(text).toContain('请重新扫描')
      expect(text).not.toContain('alert')
    },
  )
})
