/**
 * Something that goes on beside the shopping (help on its way, an age check, a payment that did not happen): said
 * once aloud, in view as long as it lasts, and never in the way.
 */

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'

export interface StripProps {
  readonly tone: Tone
  readonly icon: LucideIcon
  readonly title: string
  readonly body: ReactNode
  /** At most one thing to do. */
  readonly action?: ReactNode
}

export const Strip = ({ tone, icon: Icon, title, body, action }: StripProps) => (
  <div className="strip" data-tone={tone} role="status">
    <Icon className="icon" aria-hidden />
    <div className="strip-words">
      <p className="strip-title">{title}</p>
      <p>{body}</p>
    </div>
    {action}
  </div>
)
