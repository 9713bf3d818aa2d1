/** The payments that need a person, and the search for any other, as a page. Renders and decides nothing. */

import type { Language } from '../../domain/item.ts'
import { formatMoney } from '../../domain/money.ts'
import { type Refused, type SignedForm, signedForm, typedInto } from '../office-pages/form.ts'
import { officePage, officePaths, shownTime } from '../office-pages/frame.ts'
import { officeWords } from '../office-pages/words.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import { refundWords } from '../payments/settle-refund.ts'
import type { Case } from './cases.ts'
import type { Found } from './find.ts'
import { type DeskWords, deskWords, type ReleasableCase } from './words.ts'

export const releasePath = `${officePaths.payments}/release`
export const settlePath = `${officePaths.payments}/settle`
export const goodsPath = `${officePaths.payments}/goods`
export const refundPath = `${officePaths.payments}/refund`

export interface DeskView {
  readonly open: readonly Case[]
  readonly settled: readonly Case[]
  /** What was looked for and found; `undefined`: nothing was looked for. */
  readonly search: { readonly asked: string; readonly found: readonly Found[] } | undefined
  readonly language: Language
  readonly markOf: (path: string) => string
  readonly refused?: Refused | undefined
}

const pathOfSearch = (asked: string | undefined): string =>
  asked === undefined
    ? officePaths.payments
    : `${officePaths.payments}?${new URLSearchParams({ find: asked })}`

const storyPath = (outTradeNo: string, language: Language): string =>
  `${officePaths.payments}/${outTradeNo}?lang=${language}`

type FormParts = Omit<SignedForm, 'mark' | 'language' | 'opens' | 'sends' | 'refused'>

/** Whoever looked into it says so, and signs. */
function settledBy({ language, markOf, refused }: DeskView, parts: FormParts): Html {
  const { settle: opens, settleNow: sends } = deskWords[language]
  return signedForm({ opens, sends, asksReason: true, ...parts, language, mark: markOf(parts.path), refused })
}

/** The refund of an orphan is owed whatever happens; it can only be paid out. */
function refundForm({ number, isOrphan }: Case, view: DeskView): Html {
  const text = deskWords[view.language]
  const words = isOrphan ? (['paidOut'] as const) : refundWords
  const typed = typedInto({ path: refundPath, hidden: { number } }, view.refused)
  const options = words.map(
    (word) =>
      html`<option value="${word}"${typed?.['as'] === word ? html` selected` : nothing}>${text.refundWords[word]}</option>`,
  )
  const more = html`<p class="soft">${text.refundWordHelp}</p><label class="whole">${text.refundWord}<select name="as">${options}</select></label>`
  return settledBy(view, { path: refundPath, hidden: { number }, more })
}

function releaseForm({ number }: Case, why: ReleasableCase, { language, markOf, refused }: DeskView): Html {
  const { releaseNow: sends, releases } = deskWords[language]
  const { opens, help } = releases[why]
  const more = html`<p class="soft">${help}</p>`
  return signedForm({
    path: releasePath,
    mark: markOf(releasePath),
    language,
    opens,
    sends,
    hidden: { number },
    more,
    refused,
  })
}

/** What a person can do about it here; the rest is done at the provider's own pages, and then seen by itself. */
function formOf(item: Case, view: DeskView): Html {
  const { number, why } = item
  switch (why) {
    case 'UnwindStuck':
    case 'ReversalUnsure':
    case 'LastLookUnanswered':
    case 'RefundUnclear':
      return releaseForm(item, why, view)
    case 'EvidenceMismatch':
    case 'RefundMoved':
    case 'RefundedElsewhere':
      return settledBy(view, { path: settlePath, hidden: { number, why } })
    case 'GoodsWithoutMoney':
      // Resolves the finding of its day, and so the case.
      return settledBy(view, { path: goodsPath, hidden: { number } })
    case 'RefundStuck':
      return refundForm(item, view)
  }
}

function numbers(item: Case, text: DeskWords): Html {
  const { number, about, payment, sinceMs } = item
  const rows: readonly (readonly [string, string | undefined])[] = [
    [text.order, payment?.outTradeNo ?? (about === 'payment' ? number : undefined)],
    [text.refund, about === 'refund' ? number : undefined],
    [text.lane, payment?.laneId],
    [text.sale, payment?.saleId],
    [text.since, shownTime(sinceMs)],
  ]
  const shown = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`],
  )
  return html`<dl>${shown}</dl>`
}

function caseCard(item: Case, view: DeskView): Html {
  const { language } = view
  const text = deskWords[language]
  const { payment, settledMs, settledBy, note, why } = item
  const { says, help } = text.cases[why]
  const isOpen = settledMs === null
  const amount =
    payment &&
    html`<div class="amounts"><div><span>${officeWords[language].wallets[payment.wallet]}</span><b>${formatMoney(payment.amountMinor, payment.currency)}</b></div></div>`
  const by = settledBy === 'itself' ? text.settledByItself : text.settledBy(settledBy ?? '')
  const done = isOpen
    ? html`<p class="soft">${help}</p>`
    : html`<p class="soft">${[shownTime(settledMs), by, ...(note === null ? [] : [note])].join(' · ')}</p>`
  const story =
    payment && html`<p><a href="${storyPath(payment.outTradeNo, language)}">${text.toStory}</a></p>`
  return html`<article class="card item ${isOpen ? 'bad' : ''}">
<h3>${says}</h3>
${done}
${amount ?? nothing}
${numbers(item, text)}
${story ?? nothing}
${isOpen ? formOf(item, view) : nothing}</article>
`
}

function foundRow(found: Found, language: Language): Html {
  const text = deskWords[language]
  const { number, atMs, wallet, amountMinor, currency, state, laneId } = found
  const by = wallet === undefined ? text.noWallet : officeWords[language].wallets[wallet]
  return html`<tr><td><a href="${storyPath(number, language)}">${shownTime(atMs)}</a></td><td>${by}</td><td>${laneId}</td><td>${text.states[state]}</td><td>${formatMoney(amountMinor, currency)}</td></tr>
`
}

function search({ search: looked, language }: DeskView): Html {
  const text = deskWords[language]
  const rows = looked?.found.map((found) => foundRow(found, language)) ?? []
  const result =
    looked === undefined
      ? nothing
      : rows.length === 0
        ? html`<p role="status">${text.foundNothing}</p>`
        : html`<table><tbody>${rows}</tbody></table>`
  return html`<section class="card"><form method="get" action="${officePaths.payments}">
<input type="hidden" name="lang" value="${language}">
<label class="wide">${text.search}<input name="find" value="${looked?.asked ?? ''}" maxlength="64" autocomplete="off" spellcheck="false"></label>
<button>${text.find}</button></form>
<p class="soft">${text.searchHelp}</p>
${result}</section>
`
}

export function deskPage(view: DeskView): string {
  const { open, settled, language, refused } = view
  const text = deskWords[language]
  const chip =
    open.length === 0
      ? html`<span class="chip">${text.allClear}</span>`
      : html`<span class="chip bad">${text.waiting(open.length)}</span>`
  const waiting =
    open.length === 0
      ? html`<p class="card">${text.nothingOpen}</p>`
      : html`${open.map((item) => caseCard(item, view))}`
  const done =
    settled.length === 0
      ? nothing
      : html`<h2>${text.settled}</h2>${settled.map((item) => caseCard(item, view))}`
  const content = html`<header><h1>${text.title}</h1>${chip}<p>${text.intro}</p></header>
${search(view)}
<h2>${text.open} (${open.length})</h2>
${waiting}
${done}`
  const address = pathOfSearch(view.search?.asked)
  return officePage({
    language,
    address,
    tab: 'payments',
    title: text.title,
    content,
    refusal: refused?.says,
  })
}
