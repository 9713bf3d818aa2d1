/** The lane's face terminal in the test's hand: whoever stands before it is whom the test says, when it says so. */

import type { PayerCode } from '../../domain/code/scan.ts'
import type { FaceSession } from '../../domain/contract/face.ts'
import type { FaceRefusal } from '../../domain/payment/face.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { FaceTerminal } from '../../lane/ports.ts'

type Seen = Result<PayerCode, FaceRefusal>

export const faceToken = 'Zk1-the-token-of-a-face'

export class FakeFace implements FaceTerminal {
  has: readonly Wallet[] = ['wechat', 'alipay']
  /** Why it says nothing of itself; `undefined` where it does. */
  refusal: FaceRefusal | undefined
  /** It never says what it is. */
  isDumb = false
  readonly sessions: FaceSession[] = []
  stops = 0
  #end: ((seen: Seen) => void) | undefined

  wallets(): readonly Wallet[] {
    return this.has
  }

  async describe(wallet: Wallet) {
    if (this.isDumb) return new Promise<never>(() => {})
    return this.refusal ? err(this.refusal) : ok({ deviceId: 'CAM-1', rawData: `raw ${wallet}` })
  }

  look(_wallet: Wallet, session: FaceSession): Promise<Seen> {
    this.sessions.push(session)
    return new Promise((resolve) => {
      this.#end = resolve
    })
  }

  /** As the real one: whoever waits for the look is told. */
  stop(): void {
    this.stops++
    this.end('cancelled')
  }

  isLooking(): boolean {
    return this.#end !== undefined
  }

  see(value = faceToken, holder: string | undefined = 'o_anna'): void {
    this.#answer(ok({ kind: 'face', value, holder }))
  }

  end(why: FaceRefusal): void {
    this.#answer(err(why))
  }

  #answer(seen: Seen): void {
    const end = this.#end
    this.#end = undefined
    end?.(seen)
  }
}
