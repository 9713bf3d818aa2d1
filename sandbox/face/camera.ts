/**
 * The camera of the sandbox's face terminal: one look at a time, one person at a time before it, and the ways a look
 * ends. It knows no lines and no numbers of questions; whoever began a look is told how it ended.
 */

import type { Provider } from '../wallet/shoppers.ts'
import type { Asked, LookEnd } from './sdks.ts'

export interface Seen {
  readonly token: string
  readonly holder?: string | undefined
}

export interface CameraWorld {
  /** Takes a face to its platform; `undefined` where that gives no token for it. */
  readonly see: (look: {
    readonly provider: Provider
    readonly user: string
    readonly authority: string
    readonly terms: Readonly<Record<string, string>>
  }) => Promise<Seen | undefined>
  readonly after: (ms: number, run: () => void) => () => void
}

/** How long an SDK looks by itself. */
const lookLivesMs = 60_000

interface Look {
  readonly provider: Provider
  readonly asked: Extract<Asked, { readonly kind: 'look' }>
  /** Told once. */
  readonly ended: (outcome: Seen | LookEnd) => void
}

export interface Camera {
  /** Ends the look before it. */
  begin(look: Look): void
  end(how: LookEnd): void
  step(user: string): void
  stepAway(): void
  isLooking(): boolean
}

export function createCamera({ see, after }: CameraWorld): Camera {
  let look: Look | undefined
  let person: string | undefined
  let cancelEnd = (): void => {}

  function end(outcome: Seen | LookEnd): void {
    const ended = look
    look = undefined
    cancelEnd()
    ended?.ended(outcome)
  }

  async function seePerson(): Promise<void> {
    const looking = look
    const user = person
    if (!looking || user === undefined) return
    person = undefined
    if (user.startsWith('stranger')) return end('unknownFace')
    const { provider, asked } = looking
    const seen = await see({ provider, user, authority: asked.authority, terms: asked.terms })
    if (look === looking) end(seen ?? 'broken')
  }

  return {
    begin(next) {
      end('cancelled')
      look = next
      cancelEnd = after(lookLivesMs, () => end('nobody'))
      void seePerson()
    },
    end,
    step(user) {
      person = user
      void seePerson()
    },
    stepAway() {
      person = undefined
    },
    isLooking: () => look !== undefined,
  }
}
