/**
 * The wallet itself: which moment it is, and what a press leads to. One moment is on the page at a time; whatever
 * fails leads to a sentence and one thing to do.
 */

import {
  abandon,
  around,
  confirm,
  type Nearby,
  type Provider,
  type Receipt,
  reject,
  type Sheet,
  scan,
  type WalletFailure,
} from './api.ts'
import { personChoice, walletChoice } from './choices.ts'
import { codeScreen, type Drawn } from './code-screen.ts'
import type { IconName } from './dom.ts'
import { h } from './dom.ts'
import {
  keepLanguage,
  keepPerson,
  keepProvider,
  thisLanguage,
  thisPayer,
  thisPerson,
  thisProvider,
  userOf,
} from './identity.ts'
import { messagesIn, type PersonKind } from './messages.ts'
import { showMyCode } from './my-code.ts'
import { passwordScreen } from './password-screen.ts'
import {
  askedList,
  busyScreen,
  cameraScreen,
  header,
  homeButtons,
  nearbyList,
  paidScreen,
  pasteForm,
  paymentSheet,
  stopScreen,
  type View,
} from './screens.ts'

type Moment =
  | { readonly kind: 'Home' }
  | { readonly kind: 'Camera' }
  | { readonly kind: 'Opening' }
  | { readonly kind: 'Paying' }
  | { readonly kind: 'Sheet'; readonly sheet: Sheet }
  | { readonly kind: 'Password'; readonly sheet: Sheet; readonly mistake?: string }
  | { readonly kind: 'Code'; readonly drawn?: Drawn }
  | { readonly kind: 'CodeRead' }
  | { readonly kind: 'Paid'; readonly receipt: Receipt }
  | { readonly kind: 'Rejected' }
  | { readonly kind: 'Left' }
  | { readonly kind: 'CameraFailed'; readonly isRefused: boolean }
  | { readonly kind: 'Failed'; readonly failure: WalletFailure; readonly retry: () => void }

const nearbyPauseMs = 1_500

const root = document.querySelector('#wallet') ?? document.body
const address = new URL(location.href)
const payer = thisPayer(address, localStorage)

let language = thisLanguage(address, localStorage)
let provider = thisProvider(address, localStorage)
let person = thisPerson(address, localStorage)
let moment: Moment = { kind: 'Home' }
let orders: Nearby = []
let asked: readonly Sheet[] = []
/** What the moment has going on: a camera, a code that is counted down. Leaving the moment ends it. */
let going = new AbortController()

const view = (): View => ({ language, words: messagesIn(language) })
const user = (): string => userOf(payer, person)

const pageHeader = () => header(view(), switchLanguage)

function switchLanguage(): void {
  language = language === 'en' ? 'zh-CN' : 'en'
  keepLanguage(language, localStorage)
  render()
}

function chooseProvider(chosen: Provider): void {
  provider = chosen
  keepProvider(chosen, localStorage)
  render()
}

function choosePerson(chosen: PersonKind): void {
  person = chosen
  keepPerson(chosen, localStorage)
  render()
  void refreshNearby()
}

function go(next: Moment): void {
  going.abort()
  going = new AbortController()
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
  const opened = await scan(user(), qr)
  if (opened.ok) {
    provider = opened.value.provider
    go({ kind: 'Sheet', sheet: opened.value })
  } else fail(opened.error, () => void openCode(qr))
}

/** Safe to press again: the platform pays an order once and repeats its receipt. */
async function pay(sheet: Sheet, password?: string): Promise<void> {
  go({ kind: 'Paying' })
  const paid = await confirm(user(), sheet, password)
  if (paid.ok) return go({ kind: 'Paid', receipt: paid.value })
  const refusal = paid.error.kind === 'Refused' ? paid.error.refusal : undefined
  if (refusal === 'PasswordNeeded') go({ kind: 'Password', sheet })
  else if (refusal === 'PasswordWrong')
    go({ kind: 'Password', sheet, mistake: view().words.refusals.PasswordWrong })
  else fail(paid.error, () => void pay(sheet, password))
}

async function refuse(sheet: Sheet): Promise<void> {
  go({ kind: 'Opening' })
  const rejected = await reject(user(), sheet)
  if (rejected.ok) go({ kind: 'Rejected' })
  else fail(rejected.error, () => void refuse(sheet))
}

async function leave(sheet: Sheet): Promise<void> {
  go({ kind: 'Opening' })
  const left = await abandon(user(), sheet)
  if (left.ok) go({ kind: 'Left' })
  else fail(left.error, () => void leave(sheet))
}

function presentCode(): void {
  go({ kind: 'Code' })
  const moments = {
    onShown: (drawn: Drawn) => {
      moment = { kind: 'Code', drawn }
      render()
    },
    onSecond: (seconds: number) =>
      document.querySelector('#seconds')?.replaceChildren(view().words.codeSeconds(seconds)),
    onRead: () => go({ kind: 'CodeRead' }),
    onAsked: (sheet: Sheet) => go({ kind: 'Password', sheet }),
    onFailed: (failure: WalletFailure) => fail(failure, presentCode),
  }
  void showMyCode(provider, user(), moments, going.signal)
}

async function look(): Promise<void> {
  go({ kind: 'Camera' })
  const looking = going
  const video = document.querySelector('video')
  if (video === null) return
  // The reader weighs a megabyte: it is fetched when a camera is wanted, not before.
  const { readCode } = await import('./camera.ts')
  const seen = await readCode(video, looking.signal)
  if (looking.signal.aborted) return
  if (!seen.ok) go({ kind: 'CameraFailed', isRefused: seen.error.kind === 'CameraRefused' })
  else if (seen.value !== undefined) await openCode(seen.value)
}

const whatWaits = (): readonly HTMLElement[] => [
  ...askedList(view(), asked, (sheet) => go({ kind: 'Password', sheet })),
  h('h1', { class: 'title' }, view().words.nearbyTitle),
  nearbyList(view(), orders, openCode),
]

function homeScreen(): readonly HTMLElement[] {
  return [
    h(
      'main',
      { class: 'home', tabindex: '-1' },
      pageHeader(),
      walletChoice(view(), provider, chooseProvider),
      h('div', { id: 'nearby' }, ...whatWaits()),
      personChoice(view(), person, choosePerson),
      pasteForm(view(), openCode),
    ),
    homeButtons(view(), () => void look(), presentCode),
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
    case 'Password': {
      const { sheet, mistake } = moment
      const presses = {
        onPassword: (password: string) => void pay(sheet, password),
        onReject: () => void refuse(sheet),
        onLeave: () => void leave(sheet),
      }
      return [pageHeader(), passwordScreen(view(), sheet, mistake, presses)]
    }
    case 'Code':
      return [pageHeader(), codeScreen(view(), moment.drawn, goHome)]
    case 'CodeRead':
      return stop('tick', words.codeUsed, words.codeUsedHint, words.back, goHome)
    case 'Left':
      return stop('away', words.left, words.leftHint, words.back, goHome)
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
  document.documentElement.dataset['wallet'] = provider
  document.title = view().words.wallet
  root.replaceChildren(...screen())
}

/** Only the lists change, so that a half-typed link keeps its focus. */
async function refreshNearby(): Promise<void> {
  const found = await around(user(), undefined)
  if (
    !found.ok ||
    JSON.stringify([found.value.orders, found.value.asked]) === JSON.stringify([orders, asked])
  )
    return
  orders = found.value.orders
  asked = found.value.asked
  document.querySelector('#nearby')?.replaceChildren(...whatWaits())
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
