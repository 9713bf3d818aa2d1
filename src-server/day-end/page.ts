/**
 * The end of a day as a page for the store manager: server-rendered, no script, to be read on a screen and signed on
 * paper. Renders the stored report and decides nothing.
 */

import type { Language } from '../../domain/item.ts'
import type { FindingState } from '../db/schema.ts'
import { type Html, html, nothing } from '../receipt/html.ts'
import { findingCard, yuan } from './finding-card.ts'
import { openCount } from './findings.ts'
import type { DayReport, ProviderDay, StoredReport } from './report.ts'
import { style } from './style.ts'
import type { Words } from './words.ts'
import { englishWords } from './words-en.ts'
import { chineseWords } from './words-zh.ts'

const words: Readonly<Record<Language, Words>> = { 'zh-CN': chineseWords, en: englishWords }
const otherLanguage: Readonly<Record<Language, Language>> = { 'zh-CN': 'en', en: 'zh-CN' }

/** Where these pages are served. */
export const pagesPath = '/office/day-end'

const shownTime = (ms: number): string =>
  new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(ms)

function document(language: Language, title: string, links: Html, content: Html): string {
  const other = otherLanguage[language]
  const page = html`<!doctype html>
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
<nav class="bar"><span>Scanway</span>${links}<a href="?lang=${other}" hreflang="${other}" lang="${other}">${words[language].otherLanguage}</a></nav>
${content}
</main>
</body>
</html>
`
  return page.markup
}

function chip({ closed, findings }: DayReport, text: Words): Html {
  const open = openCount(findings)
  if (closed !== null) return html`<span class="chip">${text.closed}</span>`
  if (open === 0) return html`<span class="chip">${text.clean}</span>`
  return html`<span class="chip bad">${text.open(open)}</span>`
}

function explanation({ closed, findings }: DayReport, text: Words): string {
  if (closed !== null) return text.closedBy(closed.badge, shownTime(closed.atMs))
  return openCount(findings) === 0 ? text.cleanHelp : text.openHelp
}

const row = (name: string, count: number | undefined, minor: number | null, className = ''): Html =>
  html`<tr class="${className}"><td>${name}</td><td>${count ?? ''}</td><td>${minor === null ? '–' : yuan(minor)}</td></tr>
`

/** A row that is left out where there is nothing to say. */
const rareRow = (name: string, count: number): Html =>
  count === 0
    ? nothing
    : html`<tr><td>${name}</td><td>${count}</td><td></td></tr>
`

function sums({ totals, matched }: ProviderDay, text: Words): Html {
  if (totals === null) return nothing
  const isOff = totals.fundsMinor !== null && totals.fundsMinor !== totals.expectedFundsMinor
  const other = totals.otherFundsMinor ?? 0
  return html`<table>
<thead><tr><th scope="col"></th><th scope="col">${text.count}</th><th scope="col">${text.amount}</th></tr></thead>
<tbody>
${row(text.payments, totals.payments, totals.paymentsMinor)}
${row(text.refunds, totals.refunds, -totals.refundsMinor)}
${rareRow(text.reversed, totals.reversed)}
${rareRow(text.carried, totals.carried)}
${row(text.fees, undefined, -totals.feesMinor || 0)}
${row(text.expected, undefined, totals.expectedFundsMinor, 'sum')}
${row(text.moved, undefined, totals.fundsMinor, isOff ? 'sum bad' : 'sum')}
${other === 0 ? nothing : row(text.other, undefined, other)}
${rareRow(text.agreed, matched)}
</tbody>
</table>`
}

function providerCard(day: ProviderDay, text: Words): Html {
  const { provider, trade, funds } = day
  return html`<section class="card">
<h3>${text.providers[provider]}</h3>
<p class="soft">${text.tradeBill} ${text.bill[trade]} · ${text.fundsBill} ${text.bill[funds]}</p>
${sums(day, text)}
</section>
`
}

const states = ['open', 'done', 'resolved', 'cleared'] as const satisfies readonly FindingState[]

function findingSections({ findings }: DayReport, text: Words): readonly Html[] {
  return states.flatMap((state) => {
    const these = findings.filter((item) => item.state === state)
    if (these.length === 0) return []
    return [
      html`<h2>${text.sections[state]} (${these.length})</h2>${these.map((item) => findingCard(item, text))}`,
    ]
  })
}

function warning(altered: number | undefined, text: Words): Html {
  return altered === undefined ? nothing : html`<p class="card bad" role="alert">${text.altered(altered)}</p>`
}

/** `altered` is the first version of any day's report that is not as it was written. */
export function dayPage(stored: StoredReport, altered: number | undefined, language: Language): string {
  const text = words[language]
  const { report, seq, madeMs, hash } = stored
  const links = html`<a href="${pagesPath}?lang=${language}">${text.allDays}</a><a href="${pagesPath}/${report.day}/csv">${text.csv}</a>`
  const content = html`<header><h1>${text.title} ${report.day}</h1>${chip(report, text)}<p>${explanation(report, text)}</p></header>
${warning(altered, text)}
<div class="cards">${report.providers.map((day) => providerCard(day, text))}</div>
${findingSections(report, text)}
<footer>
<p class="soft">${text.report} · ${text.version} ${seq} · ${text.made} ${shownTime(madeMs)}</p>
<p class="soft">${text.hash} <code>${hash}</code></p>
<p class="sign">${text.signature}</p>
</footer>`
  return document(language, `${text.title} ${report.day}`, links, content)
}

export function daysPage(
  days: readonly StoredReport[],
  altered: number | undefined,
  language: Language,
): string {
  const text = words[language]
  const rows = days.map(
    ({
      report,
    }) => html`<tr><td><a href="${pagesPath}/${report.day}?lang=${language}">${report.day}</a></td><td>${chip(report, text)}</td></tr>
`,
  )
  const list =
    days.length === 0
      ? html`<p class="card">${text.noDays}</p>`
      : html`<div class="card"><table><tbody>${rows}</tbody></table></div>`
  const content = html`<header><h1>${text.daysTitle}</h1></header>${warning(altered, text)}${list}`
  return document(language, text.daysTitle, nothing, content)
}
