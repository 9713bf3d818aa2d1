/**
 * What a person may change about the screen itself, from a place that is in reach on every screen.
 */

import { ActionButton } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { SwitchRow } from '../ui/switch-row.tsx'
import { useComfort } from './comfort.tsx'
import { useLane } from './lane-context.tsx'

export function AccessibilitySheet({ onClose }: { readonly onClose: () => void }) {
  const { messages } = useLane()
  const { reach, largeText, setReach, setLargeText } = useComfort()
  const words = messages.accessibility
  return (
    <Sheet title={words.title} closeLabel={words.close} onClose={onClose}>
      <SwitchRow label={words.reach} body={words.reachBody} isOn={reach} onChange={setReach} />
      <SwitchRow
        label={words.largeText}
        body={words.largeTextBody}
        isOn={largeText}
        onChange={setLargeText}
      />
      <ActionButton rank="primary" label={words.close} onPress={onClose} />
    </Sheet>
  )
}
