/**
 * A refusal told: what was read, why not, one thing to do. It is announced at once and covers nothing that is
 * needed to do that thing.
 */

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'

export interface NoticeCardProps {
  readonly tone: Tone
  readonly icon: LucideIcon
  readonly title: string
  readonly body: string
  /** What was read, as people write it. */
  readonly read?: string
  /** For staff: the name of the refusal. */
  readonly reference?: string
  readonly children: ReactNode
}

export function NoticeCard({ tone, icon: Icon, title, body, read, reference, children }: NoticeCardProps) {
  return (
    <section className="notice" data-tone={tone} role="alert">
      <Icon className="icon" aria-hidden />
      <div className="notice-words">
        <h2 className="notice-title">{title}</h2>
        <p className="notice-body">{body}</p>
        {read !== undefined && <p className="figures">{read}</p>}
      </div>
      <div className="notice-actions">
        {children}
        {reference !== undefined && <small className="reference">{reference}</small>}
      </div>
    </section>
  )
}
