/** One finding as a card of the report: what is wrong, what to do, the two amounts, the numbers to look it up by. */

import { formatMoney } from '../../domain/money.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import type { ReportFinding } from './report.ts'
import type { Words } from './words.ts'

export const yuan = (minor: number): string => formatMoney(minor, 'CNY')

const amount = (name: string, minor: number, isBad = false): Html =>
  html`<div><span>${name}</span><b class="${isBad ? 'bad' : ''}">${yuan(minor)}</b></div>`

function amounts({ finding: { billMinor, localMinor } }: ReportFinding, text: Words): Html {
  if (billMinor === undefined && localMinor === undefined) return nothing
  const difference = (billMinor ?? 0) - (localMinor ?? 0)
  return html`<div class="amounts">
${billMinor === undefined ? nothing : amount(text.billSays, billMinor)}
${localMinor === undefined ? nothing : amount(text.booksSay, localMinor)}
${difference === 0 ? nothing : amount(text.difference, difference, true)}
</div>`
}

/** What only a technician reads: why a bill or an answer is not there. */
const detailOf = ({ finding, result }: ReportFinding, { results }: Words): string | undefined =>
  result === null || result in results ? finding.reason : result

function numbers(item: ReportFinding, text: Words): Html {
  const { key, finding, result, reason, badge } = item
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [text.orderNumber, finding.outTradeNo],
    [text.refundNumber, finding.outRefundNo],
    [text.transaction, finding.transactionId],
    [text.lane, finding.laneId],
    [text.sale, finding.saleId],
    [text.result, result === null ? undefined : text.results[result]],
    [text.detail, detailOf(item, text)],
    [text.reason, reason],
    [text.badge, badge],
    [text.key, key],
  ]
  const shown = rows.flatMap(([name, value]) => (value ? [html`<dt>${name}</dt><dd>${value}</dd>`] : []))
  return html`<dl>${shown}</dl>`
}

/** `call` says who was called, `form` is what can be done about it. */
export function findingCard(item: ReportFinding, text: Words, call: Html, form: Html): Html {
  const { finding, state } = item
  const { says, help } = text.finding[finding.kind]
  const isOpen = state === 'open'
  return html`<article class="card item ${isOpen ? 'bad' : ''}">
<h3>${says}</h3>
<p class="soft">${text.providers[finding.provider]}${isOpen ? html` · ${help}` : nothing}</p>
${amounts(item, text)}
${numbers(item, text)}
${call}
${form}</article>
`
}
