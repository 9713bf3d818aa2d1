/**
 * What each moment of the wallet looks like: functions from data to elements, with the presses given in. They hold no
 * state and call nothing.
 */

import { formatGrouped } from '../../../domain/money.ts'
import type { Nearby, Receipt, Sheet } from './api.ts'
import { button, h, type IconName, icon } from './dom.ts'
import type { Language, Messages } from './messages.ts'

export interface View {
  readonly words: Messages
  readonly language: Language
}

export function money(fen: number, size: 'large' | 'row'): HTMLElement {
  const amount = formatGrouped(fen, 'CNY')
  return h('span', { class: `money money-${size}` }, h('span', { class: 'money-sign' }, '¥'), amount)
}

export function header({ words }: View, onLanguage: () => void): HTMLElement {
  return h(
    'header',
    { class: 'header' },
    h('span', { class: 'mark' }, icon('wallet')),
    h(
      'span',
      { class: 'header-names' },
      h('strong', {}, words.wallet),
      h('small', { class: 'quiet' }, words.demo),
    ),
    button({ class: 'plain language' }, onLanguage, words.otherLanguage),
  )
}

function nearbyRow({ words }: View, order: Nearby[number], onPick: (qr: string) => void): HTMLElement {
  return h(
    'li',
    {},
    button(
      { class: 'row', 'data-order': order.out_trade_no },
      () => onPick(order.qr),
      h('span', { class: 'row-picture' }, icon('screen')),
      h(
        'span',
        { class: 'row-names' },
        money(order.amount, 'row'),
        h('span', {}, order.description),
        h('small', { class: 'quiet' }, order.merchant),
      ),
      h('span', { class: 'provider' }, words[order.provider]),
      icon('forward'),
    ),
  )
}

/** Payments by this phone's own code that wait for its password; nothing where there are none. */
export function askedList(
  { words }: View,
  asked: readonly Sheet[],
  onPick: (sheet: Sheet) => void,
): readonly HTMLElement[] {
  if (asked.length === 0) return []
  const rows = asked.map((sheet) =>
    h(
      'li',
      {},
      button(
        { class: 'row row-asked', 'data-asked': sheet.out_trade_no },
        () => onPick(sheet),
        h('span', { class: 'row-picture' }, icon('wallet')),
        h('span', { class: 'row-names' }, money(sheet.amount, 'row'), h('small', {}, words.askedHint)),
        icon('forward'),
      ),
    ),
  )
  return [h('h2', { class: 'title' }, words.askedTitle), h('ul', { class: 'rows' }, ...rows)]
}

export function nearbyList(view: View, orders: Nearby, onPick: (qr: string) => void): HTMLElement {
  const { words } = view
  if (orders.length > 0)
    return h('ul', { class: 'rows' }, ...orders.map((order) => nearbyRow(view, order, onPick)))
  return h(
    'div',
    { class: 'empty' },
    icon('screen'),
    h('p', {}, words.nearbyEmpty),
    h('p', { class: 'quiet' }, words.nearbyHint),
  )
}

export function pasteForm({ words }: View, onOpen: (qr: string) => void): HTMLElement {
  const input = h('input', {
    class: 'field',
    id: 'link',
    name: 'link',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    inputmode: 'url',
    maxlength: '512',
    placeholder: words.pasteHint,
  })
  const form = h(
    'form',
    { class: 'paste' },
    h('label', { for: 'link' }, words.pasteTitle),
    h(
      'div',
      { class: 'paste-line' },
      input,
      h('button', { class: 'second', type: 'submit' }, words.pasteAction),
    ),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const qr = input.value.trim()
    if (qr === '') input.focus()
    else onOpen(qr)
  })
  return form
}

export const homeButtons = ({ words }: View, onScan: () => void, onCode: () => void): HTMLElement =>
  h(
    'div',
    { class: 'foot pair' },
    button({ class: 'main', id: 'scan' }, onScan, icon('scan'), words.scan),
    button({ class: 'main', id: 'show-code' }, onCode, icon('barcode'), words.showCode),
  )

export function cameraScreen({ words }: View, video: HTMLVideoElement, onBack: () => void): HTMLElement {
  return h(
    'main',
    { class: 'camera', tabindex: '-1' },
    video,
    h('div', { class: 'finder' }),
    h('p', { class: 'camera-hint' }, words.cameraHint),
    h('div', { class: 'foot' }, button({ class: 'main on-dark' }, onBack, words.back)),
  )
}

export const busyScreen = (sentence: string): HTMLElement =>
  h(
    'main',
    { class: 'moment', tabindex: '-1', 'aria-busy': 'true' },
    h('div', { class: 'moment-body', role: 'status' }, h('span', { class: 'spinner' }), h('p', {}, sentence)),
  )

const fact = (name: string, value: string | Node, form = ''): HTMLElement =>
  h('div', { class: `fact ${form}` }, h('dt', {}, name), h('dd', {}, value))

export function paymentSheet(
  { words }: View,
  sheet: Sheet,
  onConfirm: () => void,
  onReject: () => void,
): HTMLElement {
  return h(
    'main',
    { class: 'sheet', tabindex: '-1' },
    h(
      'section',
      { class: 'sheet-top' },
      h('span', { class: 'merchant-picture' }, icon('shop')),
      h('p', { class: 'quiet' }, words.payTo),
      h('h1', { class: 'merchant' }, sheet.merchant),
      money(sheet.amount, 'large'),
      h('p', { class: 'description' }, sheet.description),
    ),
    h(
      'dl',
      { class: 'facts' },
      fact(words.payFrom, words.balance),
      fact(words.order, h('span', { class: 'number' }, sheet.out_trade_no)),
    ),
    h(
      'div',
      { class: 'foot' },
      button({ class: 'main', id: 'confirm' }, onConfirm, words.confirm),
      button({ class: 'plain wide', id: 'reject' }, onReject, words.reject),
    ),
  )
}

const moment = (ms: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(ms)

export function paidScreen({ words, language }: View, receipt: Receipt, onDone: () => void): HTMLElement {
  return h(
    'main',
    { class: 'moment', tabindex: '-1', id: 'paid' },
    h(
      'div',
      { class: 'moment-body', role: 'status' },
      h('span', { class: 'badge good' }, icon('tick')),
      h('h1', {}, words.paid),
      money(receipt.amount, 'large'),
      h('p', { class: 'quiet' }, words.paidHint),
    ),
    h(
      'dl',
      { class: 'facts' },
      fact(words.paidTo, receipt.merchant),
      fact(words.paidAt, moment(receipt.paid_at_ms, language)),
      fact(words.transaction, h('span', { class: 'number' }, receipt.transaction_id), 'fact-long'),
    ),
    h('div', { class: 'foot' }, button({ class: 'main', id: 'done' }, onDone, words.done)),
  )
}

export interface Stop {
  readonly icon: IconName
  readonly title: string
  readonly sentence: string
  readonly action: string
}

export function stopScreen(stop: Stop, onAction: () => void): HTMLElement {
  return h(
    'main',
    { class: 'moment', tabindex: '-1', id: 'stopped' },
    h(
      'div',
      { class: 'moment-body', role: 'alert' },
      h('span', { class: 'badge caution' }, icon(stop.icon)),
      h('h1', {}, stop.title),
      h('p', { class: 'sentence' }, stop.sentence),
    ),
    h('div', { class: 'foot' }, button({ class: 'main', id: 'back' }, onAction, stop.action)),
  )
}
