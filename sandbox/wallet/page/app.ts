/**
 * The wallet itself: which moment it is, and what a press leads to. One moment is on the page at a time; whatever
 * fails leads to a sentence and one thing to do.
 */

import {
  confirm,
  type Nearby,
  nearby,
  type Receipt,
  reject,
  type Sheet,
  scan,
  type WalletFailure,
} from './api.ts'
import type { IconName } from './dom.ts'
import { h } from './dom.ts'
import { keepLanguage, thisLanguage, thisPayer } from './identity.ts'
import { messagesIn } from './messages.ts'
import {
  busyScreen,
  cameraScreen,
  header,
  nearbyList,
  paidScreen,
  pasteForm,
  paymentSheet,
  scanButton,
  stopScreen,
  type View,
} from './screens.ts'

type Moment =
  | { readonly kind: 'Home' }
  | { readonly kind: 'Camera' }
  | { readonly kind: 'Opening' }
  | { readonly kind: 'Paying' }
  | { readonly kind: 'Sheet'; readonly sheet: Sheet }
  | { readonly kind: 'Paid'; readonly receipt: Receipt }
  | { readonly kind: 'Rejected' }
  | { readonly kind: 'CameraFailed'; readonly isRefused: boolean }
  | { readonly kind: 'Failed'; readonly failure: WalletFailure; readonly retry: () => void }

const nearbyPauseMs = 1_500

const root = document.querySelector('#wallet') ?? document.body
const address = new URL(location.href)
const payer = thisPayer(address, localStorage)

let language = thisLanguage(address, localStorage)
let moment: Moment = { kind: 'Home' }
let orders: Nearby = []
let camera: AbortController | undefined

const view = (): View => ({ language, words: messagesIn(language) })

const pageHeader = () => header(view(), switchLanguage)

function switchLanguage(): void {
  language = language === 'en' ? 'zh-CN' : 'en'
  keepLanguage(language, localStorage)
  render()
}

function go(next: Moment): void {
  camera?.abort()
  camera = undefined
  moment = next
  render()
  root.querySelector('main')?.focus()
}

const goHome = (): void => {
  go({ kind: 'Home' })
  void refreshNearby()
}

const fail = (failure: WalletFailure, retry: () => void): void => go({ kind: 'Failed', failure, retry })

async function openCode(qr: string): Promise<void> {
  go({ kind: 'Opening' })
  const opened = await scan(payer, qr)
  if (opened.ok) go({ kind: 'Sheet', sheet: opened.value })
  else fail(opened.error, () => void openCode(qr))
}

/** Safe to press again: the platform pays an order once and repeats its receipt. */
async function pay(sheet: Sheet): Promise<void> {
  go({ kind: 'Paying' })
  const paid = await confirm(payer, sheet.out_trade_no)
  if (paid.ok) go({ kind: 'Paid', receipt: paid.value })
  else fail(paid.error, () => void pay(sheet))
}

async function refuse(sheet: Sheet): Promise<void> {
  go({ kind: 'Opening' })
  const rejected = await reject(payer, sheet.out_trade_no)
  if (rejected.ok) go({ kind: 'Rejected' })
  else fail(rejected.error, () => void refuse(sheet))
}

async function look(): Promise<void> {
  go({ kind: 'Camera' })
  const looking = new AbortController()
  camera = looking
  const video = document.querySelector('video')
  if (video === null) return
  // The reader weighs a megabyte: it is fetched when a camera is wanted, not before.
  const { readCode } = await import('./camera.ts')
  const seen = await readCode(video, looking.signal)
  if (looking.signal.aborted) return
  if (!seen.ok) go({ kind: 'CameraFailed', isRefused: seen.error.kind === 'CameraRefused' })
  else if (seen.value !== undefined) await openCode(seen.value)
}

function homeScreen(): readonly HTMLElement[] {
  const { words } = view()
  const title = h('h1', { class: 'title' }, words.nearbyTitle)
  const list = h('div', { id: 'nearby' }, nearbyList(view(), orders, openCode))
  const paste = pasteForm(view(), openCode)
  return [
    h('main', { class: 'home', tabindex: '-1' }, pageHeader(), title, list, paste),
    scanButton(view(), look),
  ]
}

function stop(icon: IconName, title: string, sentence: string, action: string, onAction: () => void) {
  return [pageHeader(), stopScreen({ icon, title, sentence, action }, onAction)]
}

function failedScreen(failure: WalletFailure, retry: () => void): readonly HTMLElement[] {
  const { words } = view()
  switch (failure.kind) {
    case 'Refused': {
      const isPaid = failure.refusal === 'OrderPaid'
      const title = isPaid ? words.alreadyPaid : words.stopped
      return stop(isPaid ? 'tick' : 'stop', title, words.refusals[failure.refusal], words.back, goHome)
    }
    case 'Unreached':
      return stop('stop', words.unreached, words.unreachedHint, words.retry, retry)
  }
}

function screen(): readonly HTMLElement[] {
  const { words } = view()
  switch (moment.kind) {
    case 'Home':
      return homeScreen()
    case 'Camera':
      return [cameraScreen(view(), h('video', { playsinline: '', muted: '' }), goHome)]
    case 'Opening':
      return [pageHeader(), busyScreen(words.opening)]
    case 'Paying':
      return [pageHeader(), busyScreen(words.paying)]
    case 'Sheet': {
      const { sheet } = moment
      return [
        pageHeader(),
        paymentSheet(
          view(),
          sheet,
          () => void pay(sheet),
          () => void refuse(sheet),
        ),
      ]
    }
    case 'Paid':
      return [pageHeader(), paidScreen(view(), moment.receipt, goHome)]
    case 'Rejected':
      return stop('away', words.rejected, words.rejectedHint, words.back, goHome)
    case 'CameraFailed':
      return stop(
        'stop',
        words.cameraTitle,
        moment.isRefused ? words.cameraRefused : words.cameraMissing,
        words.back,
        goHome,
      )
    case 'Failed':
      return failedScreen(moment.failure, moment.retry)
  }
}

function render(): void {
  document.documentElement.lang = language
  document.title = view().words.wallet
  root.replaceChildren(...screen())
}

/** Only the list changes, so that a half-typed link keeps its focus. */
async function refreshNearby(): Promise<void> {
  const found = await nearby(payer)
  if (!found.ok || JSON.stringify(found.value.orders) === JSON.stringify(orders)) return
  orders = found.value.orders
  document.querySelector('#nearby')?.replaceChildren(nearbyList(view(), orders, openCode))
}

function watchNearby(): void {
  setInterval(() => {
    if (moment.kind === 'Home' && !document.hidden) void refreshNearby()
  }, nearbyPauseMs)
}

render()
void refreshNearby()
watchNearby()
const given = address.searchParams.get('qr')
if (given !== null) void openCode(given)
