/** What all pages of the server stand on: text that cannot come alive, and the language that a reader has. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeHtml, html } from '../../../src-server/pages/html.ts'
import { pageLanguage } from '../../../src-server/pages/language.ts'

describe('the template', () => {
  it('lets no text become markup or leave its attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/)
        expect(html`<p title="${text}">${text}</p>`.markup.split(/[<>"]/)).toHaveLength(7)
      }),
    )
  })
})

describe('the language', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['fr, en;q=0.5, zh;q=0.4', 'en'],
    ['en;q=0.2, zh-Hans;q=0.9', 'zh-CN'],
    ['en;q=0, *', 'zh-CN'],
    ['nonsense;;;q=q', 'zh-CN'],
  ] as const)('of %j is %s', (accept, language) => {
    expect(pageLanguage(undefined, accept)).toBe(language)
  })
})
