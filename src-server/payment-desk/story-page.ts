/** The story of one payment as a page: what it is, and everything that happened to it. Renders and decides nothing. */

import type { Language } from '../../domain/item.ts'
import { formatMoney } from '../../domain/money.ts'
import { officePage, officePaths, shownTime } from '../office-pages/frame.ts'
import { officeWords } from '../office-pages/words.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import type { Story, StoryEvent } from './story.ts'
import { type DeskWords, deskWords } from './words.ts'

/** How a call ended, from the word the diary keeps: `ok`, `refused CODE`, `unknown REASON`, `NotFound`, `Settled`. */
function answer(verdict: string | null, { answers }: DeskWords): string {
  if (verdict === null) return answers.none
  if (verdict === 'ok') return answers.ok
  if (verdict === 'NotFound') return answers.notFound
  if (verdict === 'Settled') return answers.settled
  const [word, ...rest] = verdict.split(' ')
  return word === 'refused' ? answers.refused(rest.join(' ')) : answers.unknown(rest.join(' '))
}

/** One that no reason of ours explains stays as it was written. */
const shownReason = (reason: string, { reasons }: DeskWords): string =>
  Object.entries(reasons).find(([known]) => known === reason)?.[1] ?? reason

interface Told {
  readonly atMs: number
  readonly what: string
  readonly more: string
  readonly beside: string
}

function told(event: StoryEvent, { payment: { currency } }: Story, text: DeskWords): Told {
  const { atMs } = event
  const money = (minor: number): string => formatMoney(minor, currency)
  switch (event.kind) {
    case 'opened':
      return { atMs, what: text.events.opened, more: '', beside: '' }
    case 'call': {
      const what = text.calls[event.call] ?? event.call
      const beside = event.tookMs === null ? '' : `${event.tookMs} ms`
      return { atMs, what, more: answer(event.verdict, text), beside }
    }
    case 'paid':
      return { atMs, what: text.events.paid, more: event.transactionId ?? '', beside: '' }
    case 'booked': {
      const what = text.events.booked(text.accounts[event.account] ?? event.account)
      return { atMs, what, more: '', beside: money(event.amountMinor) }
    }
    case 'tenderTaken': {
      const what = text.events.tenderTaken(`${text.tenders[event.tender]} ··${event.codeTail}`)
      return { atMs, what, more: '', beside: money(event.amountMinor) }
    }
    case 'cardRefunded': {
      const more = [event.number, `··${event.codeTail}`, shownReason(event.reason, text), event.badge].join(
        ' · ',
      )
      return { atMs, what: text.events.cardRefunded, more, beside: money(event.amountMinor) }
    }
    case 'goodsBack': {
      const more = [event.number, shownReason(event.reason, text), event.badge].join(' · ')
      return { atMs, what: text.events.goodsBack, more, beside: money(0) }
    }
    case 'refundOwed': {
      const { out_refund_no, state, reason, badge, amount_minor } = event.refund
      const parts = [out_refund_no, text.refundStates[state], shownReason(reason, text), badge ?? '']
      const more = parts.filter((part) => part !== '').join(' · ')
      return { atMs, what: text.events.refundOwed, more, beside: money(amount_minor) }
    }
    case 'personCalled':
      return { atMs, what: text.events.personCalled, more: text.cases[event.why].says, beside: '' }
    case 'personDone':
      return { atMs, what: text.events.personDone(event.by), more: '', beside: '' }
  }
}

interface Line extends Told {
  readonly times: number
}

/** A request and the question after it may take turns for a day; each is still one line. */
const turnsMax = 2

/** The same question with the same answer, again and again, is one line. */
function linesOf(events: readonly Told[]): readonly Line[] {
  const lines: Line[] = []
  for (const event of events) {
    const same = ({ what, more }: Line) => what === event.what && more === event.more && more !== ''
    const last = lines.slice(-turnsMax).findLast(same)
    if (last === undefined) lines.push({ ...event, times: 1 })
    else lines[lines.indexOf(last)] = { ...last, times: last.times + 1, beside: `× ${last.times + 1}` }
  }
  return lines
}

const line = ({ atMs, what, more, beside }: Line): Html =>
  html`<li><time>${shownTime(atMs, 'seconds').slice('2026-'.length)}</time><b>${what}</b><span class="took">${beside}</span>${more === '' ? nothing : html`<p class="soft">${more}</p>`}</li>
`

function headOf({ payment }: Story, language: Language): readonly (readonly [string, string | null])[] {
  const text = deskWords[language]
  const { byWallet, number, laneId, saleId, atMs } = payment
  const by = byWallet && `${officeWords[language].wallets[byWallet.wallet]} · ${text.modes[byWallet.mode]}`
  return [
    [text.wallet, by ?? text.noWallet],
    [text.codeTail, byWallet?.codeTail ?? null],
    [text.order, number],
    [text.transaction, byWallet?.transactionId ?? null],
    [text.lane, laneId],
    [text.sale, saleId],
    [byWallet ? text.opened : text.paid, shownTime(atMs, 'seconds')],
  ]
}

export function storyPage(story: Story, language: Language): string {
  const text = deskWords[language]
  const { payment, events } = story
  const { state, amountMinor, currency } = payment
  const facts = headOf(story, language).flatMap(([name, value]) =>
    value === null ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`],
  )
  const isBad = state === 'unwindStuck' || state === 'orphaned'
  const lines = linesOf(events.map((event) => told(event, story, text)))
  const title = `${text.storyTitle} ${formatMoney(amountMinor, currency)}`
  const content = html`<header><h1>${title}</h1><span class="chip ${isBad ? 'bad' : ''}">${text.states[state]}</span></header>
<section class="card"><dl>${facts}</dl></section>
<h2>${text.happened}</h2>
<section class="card"><ol class="story">${lines.map(line)}</ol></section>`
  const address = `${officePaths.payments}/${payment.number}`
  return officePage({ language, address, tab: 'payments', title, content })
}
