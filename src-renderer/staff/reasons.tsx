/**
 * The reasons an attendant may give. Choosing one is the second touch and does the thing; closing does nothing.
 */

import { type StaffReason, staffReasons } from '../../domain/sale/fact.ts'
import { ActionButton } from '../../ui/button.tsx'
import { useLane } from '../lane-context.tsx'

export interface ReasonsProps {
  readonly isDisabled?: boolean
  readonly onChoose: (reason: StaffReason) => void
}

export function Reasons({ isDisabled = false, onChoose }: ReasonsProps) {
  const { staff } = useLane().messages
  return (
    <div className="reasons">
      {staffReasons.map((reason) => (
        <ActionButton
          key={reason}
          label={staff.reasons[reason]}
          isDisabled={isDisabled}
          onPress={() => onChoose(reason)}
        />
      ))}
    </div>
  )
}
