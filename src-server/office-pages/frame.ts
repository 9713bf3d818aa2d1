/** The frame of every office page: server-rendered, no script, the same head in both languages. Decides nothing. */

import type { Language } from '../../domain/item.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import { style } from './style.ts'
import { officeWords } from './words.ts'

const otherLanguage: Readonly<Record<Language, Language>> = { 'zh-CN': 'en', en: 'zh-CN' }

export const officePaths = { payments: '/office/payments', dayEnd: '/office/day-end' } as const

export type Tab = keyof typeof officePaths

const tabs = ['payments', 'dayEnd'] as const satisfies readonly Tab[]

/** `2026-11-22 09:30`; with `seconds` to the second. */
export const shownTime = (ms: number, precision: 'minutes' | 'seconds' = 'minutes'): string =>
  new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: precision === 'seconds' ? 'medium' : 'short',
    timeZone: 'Asia/Shanghai',
  }).format(ms)

export interface OfficePage {
  readonly language: Language
  /** Where this page is read, whatever was sent to get it. */
  readonly address: string
  readonly tab: Tab
  readonly title: string
  readonly content: Html
  /** Links of this page alone. */
  readonly links?: Html
  /** Why what was just sent was not done. */
  readonly refusal?: string | undefined
}

function tabLink(each: Tab, { tab, language }: OfficePage): Html {
  const name = officeWords[language].tabs[each]
  const address = `${officePaths[each]}?lang=${language}`
  return each === tab
    ? html`<a href="${address}" aria-current="page">${name}</a>`
    : html`<a href="${address}">${name}</a>`
}

/** The same address, read in a language. */
const inLanguage = (address: string, language: Language): string =>
  `${address}${address.includes('?') ? '&' : '?'}lang=${language}`

export function officePage(page: OfficePage): string {
  const { language, address, title, content, links = nothing, refusal } = page
  const other = otherLanguage[language]
  const said = refusal === undefined ? nothing : html`<p class="card bad" role="alert"><b>${refusal}</b></p>`
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<nav class="bar"><span>Scanway</span>${tabs.map((each) => tabLink(each, page))}${links}<a href="${inLanguage(address, other)}" hreflang="${other}" lang="${other}">${officeWords[language].otherLanguage}</a></nav>
${said}
${content}
</main>
</body>
</html>
`
  return markup
}
