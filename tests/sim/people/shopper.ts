/**
 * A random shopper at one lane, and the next one after. Looks at the screen and touches what is there, sometimes what
 * is not; calls for an attendant, pays with a wallet on a phone, or walks away in the middle.
 */

import { shownGtin } from '../../../domain/code/retail-code.ts'
import type { Scan } from '../../../domain/code/scan.ts'
import type { Command } from '../../../domain/contract/command.ts'
import type { LaneView, ScreenView } from '../../../domain/contract/view.ts'
import { present, unreachable } from '../../../domain/result.ts'
import { demoCodes } from '../../../sandbox/demo/fixed-items.ts'
import type { Chance } from '../chance.ts'
import type { LanePart } from '../machines/lane-part.ts'
import type { Parts } from '../parts.ts'
import { valueTexts } from '../value.ts'
import type { Attendant } from './attendant.ts'
import type { WalletUsers } from './wallet-users.ts'

const thinkMs = { least: 200, most: 3_000 } as const
const awayMs = { least: 60_000, most: 200_000 } as const

const strangeTexts = [
  'hello',
  '6901028075830',
  '6901028075848',
  'STAFF-9999',
  '\u001b[2J',
  '0',
  demoCodes.withdrawn,
]

export class Shopper {
  readonly #parts: Parts
  readonly #lane: LanePart
  readonly #attendant: Attendant
  readonly #wallets: WalletUsers
  readonly #chance: Chance
  readonly #codes: readonly string[]
  #isGone = false

  constructor(parts: Parts, lane: LanePart, attendant: Attendant, wallets: WalletUsers) {
    this.#parts = parts
    this.#lane = lane
    this.#attendant = attendant
    this.#wallets = wallets
    this.#chance = parts.chance.of(`shopper ${lane.identity.laneId}`)
    this.#codes = parts.template.items.flatMap(({ item, aliases }) => [shownGtin(item.gtin), ...aliases])
  }

  arrive(): void {
    const { least, most } = thinkMs
    this.#parts.time.after(this.#chance.between(least, most), () => this.#act())
  }

  leave(): void {
    this.#isGone = true
  }

  #act(): void {
    if (this.#isGone) return
    if (this.#chance.is(0.015)) {
      const { least, most } = awayMs
      this.#parts.trace.happened(this.#lane.identity.laneId, 'shopper walks away')
      this.#parts.time.after(this.#chance.between(least, most), () => this.#act())
      return
    }
    const view = this.#lane.view()
    if (view) this.#look(view)
    this.arrive()
  }

  #look(view: LaneView): void {
    const { screen } = view
    const needsHelp = view.helpSinceMs !== null || view.approvalAge > 0 || view.attendant.kind !== 'none'
    if (this.#chance.is(needsHelp ? 0.5 : 0.02)) return this.#attendant.help(this.#lane, view)
    if (this.#chance.is(0.03)) return this.#lane.command(this.#anyCommand(view))
    switch (screen.kind) {
      case 'attract':
        return this.#begin()
      case 'basket':
        return this.#shop(view)
      case 'weighing':
        return this.#weigh(screen)
      case 'paying':
        return this.#pay(screen.codeUrl)
      case 'tender':
        return this.#choose(screen)
      case 'looking':
        return this.#lookIn()
      case 'confirming':
      case 'covering':
      case 'checking':
        return this.#chance.is(0.2) ? this.#scan() : undefined
      case 'paid':
      case 'handedOver':
        return this.#finish()
      case 'outOfService':
        return
    }
    return unreachable(screen)
  }

  #begin(): void {
    this.#chance.weighted([
      [6, () => this.#scan()],
      [2, () => this.#lane.command({ kind: 'StartSale' })],
      [1, () => this.#lane.command({ kind: 'ChooseLanguage', language: 'en' })],
      [2, () => {}],
    ])()
  }

  #shop(view: LaneView): void {
    const lines = view.basket?.lines ?? []
    const line = lines.length > 0 ? this.#chance.pick(lines) : undefined
    const { lineId, quantity: shown } = line ?? { lineId: 'none', quantity: 1 }
    const haste = Math.min(10, lines.length * 2.5)
    this.#chance.weighted<() => void>([
      [10, () => this.#scan()],
      [haste * 0.6, () => this.#lane.command({ kind: 'Pay', wallet: 'wechat' })],
      [haste * 0.4, () => this.#lane.command({ kind: 'Pay' })],
      [haste / 2, () => this.#showValue()],
      [
        line ? 2 : 0,
        () =>
          this.#lane.command({
            kind: 'ChangeQuantity',
            lineId,
            shown,
            quantity: this.#chance.between(0, 12),
          }),
      ],
      [line ? 1 : 0, () => this.#lane.command({ kind: 'RemoveLine', lineId })],
      [0.4, () => this.#lane.command({ kind: 'CallHelp' })],
      [view.helpSinceMs === null ? 0 : 0.5, () => this.#lane.command({ kind: 'CancelHelp' })],
      [0.3, () => this.#lane.command({ kind: 'CancelSale' })],
      [0.3, () => this.#lane.command({ kind: 'Search', text: 'a' })],
      [view.idleEndsAtMs === null ? 0 : 3, () => this.#lane.command({ kind: 'StayLonger' })],
    ])()
  }

  #weigh({ state, grams }: Extract<ScreenView, { readonly kind: 'weighing' }>): void {
    const lane = this.#lane
    const anyGrams = this.#chance.between(0, 16_000)
    this.#chance.weighted<() => void>([
      [state === 'empty' ? 8 : 1, () => lane.scale.put(anyGrams)],
      [state === 'notCleared' ? 8 : 1, () => lane.scale.put(0)],
      [state === 'lost' ? 4 : 0.3, () => lane.scale.turnPlug()],
      [state === 'steady' ? 8 : 1, () => lane.command({ kind: 'TakeWeight', weightGrams: grams ?? 500 })],
      [0.5, () => lane.command({ kind: 'TakeWeight', weightGrams: anyGrams })],
      [0.4, () => lane.command({ kind: 'CancelWeighing' })],
      [0.8, () => this.#scan()],
      [0.3, () => lane.command({ kind: 'Pay', wallet: 'wechat' })],
      [0.2, () => lane.command({ kind: 'CancelSale' })],
    ])()
  }

  /** An attempt brought nothing, or nothing can be confirmed just now. */
  #choose({ amountMinor, tenders, faceWallets }: Extract<ScreenView, { readonly kind: 'tender' }>): void {
    const tenderId = tenders[0]?.tenderId ?? 'none'
    this.#chance.weighted<() => void>([
      [6, () => this.#lane.command({ kind: 'Pay', wallet: 'wechat' })],
      [amountMinor === 0 ? 12 : 0.2, () => this.#lane.command({ kind: 'PayCovered' })],
      [2, () => this.#showValue()],
      [tenders.length > 0 ? 0.7 : 0, () => this.#lane.command({ kind: 'RemoveTender', tenderId })],
      [2, () => this.#lane.command({ kind: 'LeavePayment', why: 'shopper' })],
      [4, () => this.#holdUpCode()],
      [faceWallets.length === 0 ? 0.2 : 3, () => this.#lane.command({ kind: 'PayByFace', wallet: 'wechat' })],
      [1, () => this.#scan()],
      [3, () => {}],
    ])()
  }

  /** The camera looks: somebody steps before it, or it sees nobody it knows. */
  #lookIn(): void {
    const { face } = this.#lane
    const session = face.isLooking() ? face.sessions.at(-1) : undefined
    const see = (token: string, holder: string | undefined) => face.see(token, holder)
    this.#chance.weighted<() => void>([
      [session ? 6 : 0, () => session && this.#wallets.showFace(session, see)],
      [1, () => face.end('notRecognised')],
      [0.5, () => this.#lane.command({ kind: 'LookLonger' })],
      [0.5, () => this.#lane.command({ kind: 'LeaveLook' })],
      [0.5, () => this.#holdUpCode()],
      [0.5, () => this.#showValue()],
      [1, () => {}],
    ])()
  }

  /** A card or a coupon before the scanner. */
  #showValue(): void {
    this.#lane.scan({ text: this.#chance.pick(valueTexts), source: 'serial' })
  }

  /** A scanner that reads the phone may read it twice. */
  #holdUpCode(): void {
    const lane = this.#lane
    const times = this.#chance.is(0.2) ? 2 : 1
    this.#wallets.showCode((text) => {
      for (let read = 0; read < times; read++) lane.scan({ text, source: 'serial', aim: ']Q1' })
    })
  }

  #pay(codeUrl: string | null): void {
    if (codeUrl !== null) this.#wallets.see(codeUrl)
    this.#chance.weighted<() => void>([
      [20, () => {}],
      [0.5, () => this.#lane.command({ kind: 'LeavePayment', why: 'shopper' })],
      [0.3, () => this.#lane.command({ kind: 'LeavePayment', why: 'otherWay' })],
      [1, () => this.#holdUpCode()],
      [0.7, () => this.#lane.command({ kind: 'ExtendPayment' })],
      [0.5, () => this.#scan()],
      [0.2, () => this.#lane.command({ kind: 'Pay', wallet: 'wechat' })],
      [0.2, () => this.#lane.command({ kind: 'CancelSale' })],
    ])()
  }

  #finish(): void {
    this.#chance.weighted<() => void>([
      [3, () => this.#lane.command({ kind: 'FinishSale' })],
      [1, () => this.#scan()],
      [1, () => this.#lane.command({ kind: 'PrintReceipt' })],
      [2, () => {}],
    ])()
  }

  #scan(): void {
    const source = this.#chance.pick(['serial', 'wedge', 'camera', 'keyed'] as const)
    const text = this.#chance.is(0.1) ? this.#chance.pick(strangeTexts) : this.#chance.pick(this.#codes)
    const scan: Scan = { text, source }
    this.#lane.scan(scan)
  }

  /** Whatever a page could send, whether it makes sense here or not. */
  #anyCommand(view: LaneView): Command {
    const lineId = view.basket?.lines[0]?.lineId ?? this.#chance.id()
    const reason = 'other'
    const priceMinor = this.#chance.between(-1, 2_000)
    const commands: readonly Command[] = [
      { kind: 'Painted', revision: view.revision },
      { kind: 'StartSale' },
      { kind: 'TakeWeight', weightGrams: priceMinor },
      { kind: 'CancelWeighing' },
      { kind: 'CancelSale' },
      { kind: 'FinishSale' },
      { kind: 'ExtendPayment' },
      { kind: 'DismissNotice' },
      { kind: 'EnterPin', pin: '0000' },
      { kind: 'SignOut' },
      { kind: 'ApproveAge' },
      { kind: 'RefuseAge' },
      { kind: 'VoidLine', lineId, reason },
      { kind: 'OverridePrice', lineId, priceMinor, reason },
      { kind: 'VoidBasket', reason },
      { kind: 'RemoveLine', lineId: 'no-such-line' },
      { kind: 'OpenPanel' },
      { kind: 'ClosePanel' },
      { kind: 'PrintReceipt' },
      { kind: 'Scan', text: '4011', source: 'keyed' },
    ]
    return present(this.#chance.pick(commands), 'there is a command')
  }
}
