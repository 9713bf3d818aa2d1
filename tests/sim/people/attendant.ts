/**
 * The attendant of a simulated store: goes to whoever calls, signs in with badge and PIN (not always the right one),
 * and does one of the things only an attendant may do.
 */

import type { LaneView } from '../../../domain/contract/view.ts'
import { badgeCode, demoStaff } from '../../../sandbox/demo/store.ts'
import type { Chance } from '../chance.ts'
import type { LanePart } from '../machines/lane-part.ts'

const staffReasons = [
  'shopperChangedMind',
  'wrongPrice',
  'damaged',
  'promotion',
  'scannedTwice',
  'other',
] as const

export class Attendant {
  readonly #chance: Chance

  constructor(chance: Chance) {
    this.#chance = chance
  }

  /** The next thing to do at this lane, by what its screen says of the attendant. */
  help(lane: LanePart, view: LaneView): void {
    const { attendant } = view
    switch (attendant.kind) {
      case 'none':
        return lane.scan({ text: badgeCode(this.#chance.pick(demoStaff)), source: 'serial' })
      case 'pin': {
        const member = demoStaff.find(({ badge }) => badge === attendant.badge)
        const pin = member && this.#chance.is(0.8) ? member.pin : '0000'
        return lane.command({ kind: 'EnterPin', pin })
      }
      case 'signedIn':
        return this.#work(lane, view)
    }
  }

  #work(lane: LanePart, view: LaneView): void {
    const lines = view.basket?.lines ?? []
    const lineId = lines.length > 0 ? this.#chance.pick(lines).lineId : 'none'
    const reason = this.#chance.pick(staffReasons)
    const priceMinor = this.#chance.between(0, 3_000)
    this.#chance.weighted<() => void>([
      [view.approvalAge > 0 ? 12 : 0.3, () => lane.command({ kind: 'ApproveAge' })],
      [view.approvalAge > 0 ? 2 : 0.1, () => lane.command({ kind: 'RefuseAge' })],
      [2, () => lane.command({ kind: 'VoidLine', lineId, reason })],
      [3, () => lane.command({ kind: 'OverridePrice', lineId, priceMinor, reason })],
      [0.5, () => lane.command({ kind: 'VoidBasket', reason })],
      [0.5, () => lane.command({ kind: 'OpenPanel' })],
      [0.5, () => lane.command({ kind: 'ClosePanel' })],
      [5, () => lane.command({ kind: 'SignOut' })],
    ])()
  }
}
