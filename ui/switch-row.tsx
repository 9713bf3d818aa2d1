/**
 * One thing to turn on or off, with a word on what it does; the whole row is the target.
 */

import { Switch } from 'react-aria-components'

export interface SwitchRowProps {
  readonly label: string
  readonly body: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

export function SwitchRow({ label, body, isOn, onChange }: SwitchRowProps) {
  return (
    <Switch className="switch-row" isSelected={isOn} onChange={onChange}>
      <span className="strip-words">
        <span className="strip-title">{label}</span>
        <span className="soft">{body}</span>
      </span>
      <span className="switch-track" />
    </Switch>
  )
}
