/**
 * The lane cannot sell: where to go instead for the shopper, and small, why, for staff.
 */

import type { ScreenView } from '../../domain/contract/view.ts'
import { WrenchArt } from '../../ui/art/sign-art.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'

type OutOfService = Extract<ScreenView, { readonly kind: 'outOfService' }>

export function OutOfServiceScreen({ screen }: { readonly screen: OutOfService }) {
  const { outOfService } = useLane().messages
  return (
    <Frame
      title={outOfService.title}
      show={
        <div className="closed">
          <div className="closed-art">
            <WrenchArt />
          </div>
          <h1 className="closed-title">{outOfService.title}</h1>
          <p className="closed-body">{outOfService.body}</p>
        </div>
      }
      act={
        <div className="closed-staff soft">
          <p className="closed-staff-title">{outOfService.staff}</p>
          <p>{outOfService.reasons[screen.reason]}</p>
          <p className="closed-detail figures">
            {screen.reason} · {screen.detail}
          </p>
        </div>
      }
    />
  )
}
