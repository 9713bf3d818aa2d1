/**
 * The receipt as a page for the shopper's phone: server-rendered, no script, readable in the dark and on paper. Also
 * the two pages for a receipt that is not here: not yet, and not at all. Renders what it is given and decides nothing.
 */

import type { Language } from '../../domain/item.ts'
import { formatMoney } from '../../domain/money.ts'
import type { TaxShare } from '../../domain/pricing.ts'
import type { Receipt, ReceiptLine } from '../../domain/receipt.ts'
import { formatKilograms } from '../../domain/weight.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import type { FoundReceipt } from './find.ts'
import { style } from './style.ts'
import { type Words, words } from './words.ts'

const otherLanguage: Readonly<Record<Language, Language>> = { 'zh-CN': 'en', en: 'zh-CN' }

interface Page {
  readonly language: Language
  readonly title: string
  readonly content: Html
  /** Where the page looks again by itself, and after how many seconds. */
  readonly again?: { readonly seconds: number; readonly url: string }
}

function document({ language, title, content, again }: Page): string {
  const other = otherLanguage[language]
  const refresh =
    again === undefined
      ? nothing
      : html`<meta http-equiv="refresh" content="${again.seconds};url=${again.url}">`
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<meta name="format-detection" content="telephone=no">
${refresh}
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<div class="bar"><span>Scanway</span><a href="?lang=${other}" hreflang="${other}" lang="${other}">${words[language].otherLanguage}</a></div>
${content}
</main>
</body>
</html>
`
  return page.markup
}

/** `2026-11-22 09:30` in the store's own zone. */
const shownTime = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(ms)

const shownRate = (basisPoints: number): string => `${basisPoints / 100}%`

function lineRow(line: ReceiptLine, { currency }: Receipt, text: Words): Html {
  const why = line.markdownPercent === undefined ? text.saved : text.markdown(line.markdownPercent)
  const saved =
    line.savedMinor === 0
      ? nothing
      : html`<small class="saved">${why} ${formatMoney(line.savedMinor, currency)}</small>`
  const unit = formatMoney(line.unitMinor, currency)
  const much = line.weightGrams === undefined ? line.quantity : `${formatKilograms(line.weightGrams)} kg`
  return html`<tr><td>${line.name}<small>${much} × ${unit}</small>${saved}</td><td>${formatMoney(line.totalMinor, currency)}</td></tr>
`
}

function taxRow({ taxBasisPoints, grossMinor, taxMinor, netMinor }: TaxShare, { currency }: Receipt): Html {
  const money = (amountMinor: number): string => formatMoney(amountMinor, currency)
  return html`<tr><td>${shownRate(taxBasisPoints)}</td><td>${money(netMinor)}</td><td>${money(taxMinor)}</td><td>${money(grossMinor)}</td></tr>
`
}

const lineTable = (receipt: Receipt, text: Words): Html => html`<table>
<thead><tr><th scope="col">${text.item}</th><th scope="col">${text.amount}</th></tr></thead>
<tbody>${receipt.lines.map((line) => lineRow(line, receipt, text))}</tbody>
</table>`

const taxTable = (receipt: Receipt, text: Words): Html => html`<table class="tax">
<caption>${text.tax}</caption>
<thead><tr><th scope="col">${text.taxRate}</th><th scope="col">${text.net}</th><th scope="col">${text.contained}</th><th scope="col">${text.gross}</th></tr></thead>
<tbody>${receipt.taxes.map((share) => taxRow(share, receipt))}</tbody>
</table>`

/** A name and what stands for it. */
type Particular = readonly [string, string]

/** The wallet alone names itself; beside other tenders it says how much was its part, where it had one. */
function paidWith({ wallet, walletMinor, tenders, currency }: Receipt, text: Words): readonly Particular[] {
  if (wallet === undefined) return []
  const part = tenders.length === 0 ? '' : ` ${formatMoney(walletMinor, currency)}`
  return [[text.paidWith, `${text[wallet]}${part}`]]
}

function particulars(receipt: Receipt, text: Words, timeZone: string): Html {
  const rows: readonly Particular[] = [
    [text.receiptNumber, String(receipt.receiptNumber)],
    [text.lane, receipt.laneName],
    [text.paidAt, shownTime(receipt.paidAtMs, timeZone)],
    ...receipt.tenders.map(
      ({ tender, codeHint, amountMinor }): Particular => [
        `${text[tender]} ··${codeHint}`,
        formatMoney(amountMinor, receipt.currency),
      ],
    ),
    ...paidWith(receipt, text),
    [text.transaction, receipt.transactionId],
    [text.taxNumber, receipt.taxNumber],
  ]
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

export function receiptPage({ receipt, refundedMinor }: FoundReceipt, timeZone: string): string {
  const { language, currency, savedMinor } = receipt
  const text = words[language]
  const saved =
    savedMinor === 0 ? nothing : html`<span>${text.saved} ${formatMoney(savedMinor, currency)}</span>`
  const refunded =
    refundedMinor === 0
      ? nothing
      : html`<span>${text.refunded} ${formatMoney(refundedMinor, currency)}</span>`
  const content = html`<article class="slip">
<h1>${receipt.storeName}</h1>
<p class="soft">${receipt.address}</p>
<p class="sum"><span>${text.total}</span><strong>${formatMoney(receipt.totalMinor, currency)}</strong>${saved}${refunded}</p>
${lineTable(receipt, text)}
<p class="soft">${text.pieces(receipt.pieces)}</p>
${taxTable(receipt, text)}
${particulars(receipt, text, timeZone)}
<p class="thanks">${text.thanks}</p>
</article>`
  return document({ language, title: `${text.title} · ${receipt.storeName}`, content })
}

const circle: Html = html`<circle cx="32" cy="32" r="28" fill="none" stroke="currentColor" stroke-width="4" opacity=".25"/>`

export function waitingPage(language: Language, again: { seconds: number; url: string }): string {
  const text = words[language]
  const content = html`<section class="slip notice">
<svg class="mark" viewBox="0 0 64 64" aria-hidden="true">${circle}<path class="turning" d="M32 4a28 28 0 0 1 28 28" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round"/></svg>
<h1>${text.waitingTitle}</h1>
<p role="status">${text.waitingText}</p>
<a class="button" href="${again.url}">${text.waitingAgain}</a>
</section>`
  return document({ language, title: text.waitingTitle, content, again })
}

export function missingPage(language: Language): string {
  const text = words[language]
  const content = html`<section class="slip notice">
<svg class="mark" viewBox="0 0 64 64" aria-hidden="true">${circle}<path d="M32 18v18M32 45v1" stroke="currentColor" stroke-width="5" stroke-linecap="round"/></svg>
<h1>${text.missingTitle}</h1>
<p>${text.missingText}</p>
<p>${text.missingHelp}</p>
</section>`
  return document({ language, title: text.missingTitle, content })
}
