/**
 * The end of a day as a page for the store manager: to be read and signed on a screen or on paper. Renders the stored
 * report and decides nothing.
 */

import type { Language } from '../../domain/item.ts'
import type { FindingState } from '../db/tables/day-end.ts'
import { type Refused, signedForm } from '../office-pages/form.ts'
import { officePage, officePaths, shownTime } from '../office-pages/frame.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import { findingCard, yuan } from './finding-card.ts'
import { openCount } from './findings.ts'
import type { DayReport, ProviderDay, ReportFinding, StoredReport } from './report.ts'
import type { Words } from './words.ts'
import { englishWords } from './words-en.ts'
import { chineseWords } from './words-zh.ts'

const words: Readonly<Record<Language, Words>> = { 'zh-CN': chineseWords, en: englishWords }

export interface DayView {
  readonly stored: StoredReport
  /** The first version of any day's report that is not as it was written. */
  readonly altered: number | undefined
  /** Since when a person is called about goods without money, by order number. */
  readonly calls: ReadonlyMap<string, number>
  readonly language: Language
  /** By path: what its forms go by. */
  readonly markOf: (path: string) => string
  readonly refused?: Refused | undefined
}

export const pathOfDay = (day: string): string => `${officePaths.dayEnd}/${day}`

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

/** What no bill knows of; left out where there was none of it. */
function tendersCard({ tenders }: DayReport, text: Words): Html {
  if (tenders === undefined) return nothing
  const { cards, coupons, cardRefunds } = tenders
  if (cards.count + coupons.count + cardRefunds.count === 0) return nothing
  return html`<section class="card">
<h3>${text.tenders}</h3>
<p class="soft">${text.tendersHelp}</p>
<table>
<thead><tr><th scope="col"></th><th scope="col">${text.count}</th><th scope="col">${text.amount}</th></tr></thead>
<tbody>
${row(text.cards, cards.count, cards.minor)}
${row(text.cardRefunds, cardRefunds.count, -cardRefunds.minor || 0)}
${row(text.coupons, coupons.count, coupons.minor)}
</tbody>
</table>
</section>
`
}

const states = ['open', 'done', 'resolved', 'cleared'] as const satisfies readonly FindingState[]

function resolveForm(
  { stored: { report }, language, markOf, refused }: DayView,
  { key, state }: ReportFinding,
): Html {
  if (state !== 'open' || report.closed !== null) return nothing
  const text = words[language]
  const path = `${pathOfDay(report.day)}/resolve`
  const hidden = { key }
  const names = { opens: text.resolve, sends: text.resolveNow }
  return signedForm({ path, mark: markOf(path), language, ...names, hidden, asksReason: true, refused })
}

/** That somebody was called, and where the case stands. */
function callOf({ calls, language }: DayView, { finding }: ReportFinding): Html {
  const sinceMs = calls.get(finding.outTradeNo ?? '')
  if (finding.kind !== 'localOnlyPayment' || sinceMs === undefined) return nothing
  const said = words[language].called(shownTime(sinceMs))
  return html`<p class="soft"><a href="${officePaths.payments}?lang=${language}">${said}</a></p>`
}

function closeForm({ stored: { report }, language, markOf, refused }: DayView): Html {
  if (report.closed !== null || openCount(report.findings) > 0) return nothing
  const text = words[language]
  const path = `${pathOfDay(report.day)}/close`
  return html`<section class="card item">${signedForm({ path, mark: markOf(path), language, opens: text.close, sends: text.closeNow, refused })}</section>`
}

function findingSections(view: DayView): readonly Html[] {
  const text = words[view.language]
  return states.flatMap((state) => {
    const these = view.stored.report.findings.filter((item) => item.state === state)
    if (these.length === 0) return []
    const cards = these.map((item) => findingCard(item, text, callOf(view, item), resolveForm(view, item)))
    return [html`<h2>${text.sections[state]} (${these.length})</h2>${cards}`]
  })
}

function warning(altered: number | undefined, text: Words): Html {
  return altered === undefined ? nothing : html`<p class="card bad" role="alert">${text.altered(altered)}</p>`
}

export function dayPage(view: DayView): string {
  const { stored, altered, language, refused } = view
  const text = words[language]
  const { report, seq, madeMs, hash } = stored
  const title = `${text.title} ${report.day}`
  const links = html`<a href="${pathOfDay(report.day)}/csv">${text.csv}</a>`
  const content = html`<header><h1>${title}</h1>${chip(report, text)}<p>${explanation(report, text)}</p></header>
${warning(altered, text)}
<div class="cards">${report.providers.map((day) => providerCard(day, text))}${tendersCard(report, text)}</div>
${closeForm(view)}
${findingSections(view)}
<footer>
<p class="soft">${text.report} · ${text.version} ${seq} · ${text.made} ${shownTime(madeMs)}</p>
<p class="soft">${text.hash} <code>${hash}</code></p>
<p class="sign">${text.signature}</p>
</footer>`
  const address = pathOfDay(report.day)
  return officePage({ language, address, tab: 'dayEnd', title, links, content, refusal: refused?.says })
}

export interface DaysView extends Pick<DayView, 'altered' | 'language'> {
  readonly days: readonly StoredReport[]
  readonly refusal: string | undefined
}

export function daysPage({ days, altered, language, refusal }: DaysView): string {
  const text = words[language]
  const rows = days.map(
    ({
      report,
    }) => html`<tr><td><a href="${pathOfDay(report.day)}?lang=${language}">${report.day}</a></td><td>${chip(report, text)}</td></tr>
`,
  )
  const list =
    days.length === 0
      ? html`<p class="card">${text.noDays}</p>`
      : html`<div class="card"><table><tbody>${rows}</tbody></table></div>`
  const content = html`<header><h1>${text.daysTitle}</h1></header>${warning(altered, text)}${list}`
  const address = officePaths.dayEnd
  return officePage({ language, address, tab: 'dayEnd', title: text.daysTitle, content, refusal })
}
