/** What must never be read in the diary of calls: codes and QRs, however a request or an answer writes them. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { overhear, overheard, withoutSecrets } from '../../../src-server/http/overheard.ts'

const code = '134567890123456789'

const echo = overheard(async ({ body }) =>
  ok({ status: 200, headers: {}, body: `<auth_code>${body}</auth_code>` }),
)

const send = (body: string) =>
  echo({ method: 'POST', url: 'https://pay.test/pay/micropay?x=1', headers: {}, body })

describe('a call that is overheard', () => {
  it('is written down with its path, its body and its answer, and without its secret', async () => {
    const { outcome, raw } = await overhear([code], () => send(`total_fee=1280&auth_code=${code}`))
    expect(outcome.ok).toBe(true)
    expect(raw).toContain('> POST /pay/micropay\ntotal_fee=1280&auth_code=[not kept]')
    expect(raw).toContain('< 200\n<auth_code>[not kept]</auth_code>')
    expect(raw).not.toContain(code)
  })

  it('hears nothing of its neighbours', async () => {
    const both = await Promise.all([overhear([], () => send('one')), overhear([], () => send('two'))])
    expect(both.map(({ raw }) => raw?.split('\n')[1])).toEqual(['one', 'two'])
    expect((await overhear([], async () => 1)).raw).toBeNull()
  })

  it('shows no secret in any spelling', () => {
    const secret = fc
      .string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' })
      .filter((text) => !text.includes(' '))
    fc.assert(
      fc.property(secret, (text) => {
        const xml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        expect(withoutSecrets(JSON.stringify({ a: text }), [text])).toBe('{"a":"[not kept]"}')
        expect(withoutSecrets(`<a>${xml}</a>`, [text])).toBe('<a>[not kept]</a>')
      }),
    )
  })

  it.each([
    ['{"code_url":"weixin://wxpay/x?pr=1","n":1}', '{"code_url":"[not kept]","n":1}'],
    ['{"alipay_x":{"qr_code":"https:\\/\\/qr.test\\/a\\"b"}}', '{"alipay_x":{"qr_code":"[not kept]"}}'],
    ['<xml><code_url><![CDATA[weixin://x]]></code_url></xml>', '<xml><code_url>[not kept]</code_url></xml>'],
    [
      'biz_content=%7B%22auth_code%22%3A%2228765%22%7D&a=1',
      'biz_content=%7B%22auth_code%22%3A%22[not kept]%22%7D&a=1',
    ],
  ])('blanks the fields by which money could be moved: %s', (text, safe) => {
    expect(withoutSecrets(text, [])).toBe(safe)
  })
})
