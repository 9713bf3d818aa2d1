/** Cards and coupons that cover it all are being taken: mostly a moment, and never twice. */

import type { ScreenView } from '../../domain/contract/view.ts'
import { useLane } from '../lane-context.tsx'
import { Waiting } from './waiting.tsx'

type Covering = Extract<ScreenView, { readonly kind: 'covering' }>

export function CoveringScreen({ screen }: { readonly screen: Covering }) {
  const { covering } = useLane().messages
  const { amountMinor, sinceMs } = screen
  return (
    <Waiting title={covering.title} body={covering.body} {...{ amountMinor, sinceMs }} reference={null} />
  )
}
