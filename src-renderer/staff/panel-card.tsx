/**
 * One station of the lane on the IT panel: what it is in plain words, its state as a word with an icon, its figures,
 * and, when something is wrong, how to mend it.
 */

import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Chip } from '../../ui/chip.tsx'
import { useLane } from '../lane-context.tsx'
import type { Finding, Health } from './panel-health.ts'

const looks = {
  good: { icon: CircleCheck, tone: 'positive' },
  attention: { icon: TriangleAlert, tone: 'caution' },
  bad: { icon: OctagonAlert, tone: 'danger' },
} as const satisfies Record<Health, object>

export interface Figure {
  readonly word: string
  readonly value: ReactNode
}

export interface PanelCardProps {
  readonly title: string
  readonly body: string
  readonly finding: Finding
  readonly figures: readonly Figure[]
  /** What the lane itself says about the failure. */
  readonly failure?: string | null
}

export function PanelCard({ title, body, finding, figures, failure = null }: PanelCardProps) {
  const { panel } = useLane().messages
  return (
    <section className="panel-card" data-health={finding.health} aria-label={title}>
      <div className="panel-card-head">
        <h2 className="strip-title">{title}</h2>
        <Chip {...looks[finding.health]} label={panel[finding.health]} />
      </div>
      <p className="soft">{body}</p>
      <dl className="panel-figures figures">
        {figures.map(({ word, value }) => (
          <div key={word}>
            <dt className="soft">{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {failure !== null && <p className="panel-failure figures">{failure}</p>}
      {finding.mend && (
        <p className="panel-mend" data-tone={looks[finding.health].tone}>
          <strong>{panel.mend}</strong> {panel.mending[finding.mend]}
        </p>
      )}
    </section>
  )
}
