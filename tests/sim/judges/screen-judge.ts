/**
 * Watches one lane's screen through all its lives: nothing may be shown that the disk was not said to hold, and what
 * was last shown before a crash must be there after it.
 */

import type { LaneView } from '../../../domain/contract/view.ts'
import type { DiskAccount } from '../machines/lane-disk.ts'
import type { Parts } from '../parts.ts'
import { basketOfState, basketOfView, stageOfState, stageOfView } from './shown.ts'

const rule = 'I8 the screen shows what the disk holds'

export class ScreenJudge {
  readonly #laneId: string
  readonly #account: DiskAccount
  readonly #parts: Pick<Parts, 'trace' | 'findings'>
  #last: LaneView | undefined
  /** The basket on the screen when the last life ended. */
  #before: string | undefined
  #untoldBefore = 0

  constructor(laneId: string, account: DiskAccount, parts: Pick<Parts, 'trace' | 'findings'>) {
    this.#laneId = laneId
    this.#account = account
    this.#parts = parts
  }

  lastView(): LaneView | undefined {
    return this.#last
  }

  see(view: LaneView): void {
    const told = this.#account.told()
    this.#last = view
    this.#compare(basketOfView(view), basketOfState(told))
    const stage = stageOfView(view)
    const held = stageOfState(told)
    const isLook = view.screen.kind === 'looking'
    if (stage !== undefined) this.#compare(stage, isLook ? held.slice(0, stage.length) : held)
    if (view.attendant.kind === 'signedIn') this.#compare(view.attendant.badge, this.#attendant())
    this.#parts.trace.note(this.#laneId, `shows ${stage ?? 'out of service'} | ${basketOfView(view)}`)
  }

  /** The life ends: this is what the shopper saw last. */
  leave(): void {
    this.#before = this.#last && basketOfView(this.#last)
  }

  /**
   * Called once a new life has shown its first view. `commitsUntold` is of the moment it read the disk: where it grew
   * since a screen was last seen, the old life could not know its last commit, and the new one may show it.
   */
  comeBack(commitsUntold: number): void {
    const now = this.#last ? basketOfView(this.#last) : 'nothing'
    const isComparable = this.#before !== undefined && commitsUntold === this.#untoldBefore
    if (isComparable) this.#compare(now, this.#before ?? now)
    if (this.#before !== undefined && this.#before !== 'no basket')
      this.#parts.trace.count('baskets recovered')
    this.#untoldBefore = commitsUntold
  }

  #attendant(): string {
    const { attendant } = this.#account.told()
    return attendant.kind === 'signedIn' ? attendant.badge : attendant.kind
  }

  #compare(shown: string, held: string): void {
    this.#parts.findings.expect(
      shown === held,
      rule,
      () => `${this.#laneId} shows "${shown}", held is "${held}"`,
    )
  }
}
