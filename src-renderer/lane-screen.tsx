/**
 * Which screen a view asks for. Exhaustive: a kind of screen that has none does not compile.
 */

import type { ScreenView } from '../domain/contract/view.ts'
import { useLane } from './lane-context.tsx'
import { AttractScreen } from './screens/attract.tsx'
import { BasketScreen } from './screens/basket.tsx'
import { CheckingScreen } from './screens/checking.tsx'
import { ConfirmingScreen } from './screens/confirming.tsx'
import { CoveringScreen } from './screens/covering.tsx'
import { HandedOverScreen } from './screens/handed-over.tsx'
import { IdleQuestion } from './screens/idle-question.tsx'
import { LookingScreen } from './screens/looking.tsx'
import { OutOfServiceScreen } from './screens/out-of-service.tsx'
import { PaidScreen } from './screens/paid.tsx'
import { PayingScreen } from './screens/paying.tsx'
import { TenderScreen } from './screens/tender.tsx'
import { WeighingScreen } from './screens/weighing.tsx'
import { PanelScreen } from './staff/panel-screen.tsx'
import { PinScreen } from './staff/pin-screen.tsx'
import { RefundScreen } from './staff/refund-screen.tsx'
import { StaffScreen } from './staff/staff-screen.tsx'

function ShopperScreen() {
  const { screen } = useLane().view
  switch (screen.kind) {
    case 'attract':
      return <AttractScreen />
    case 'basket':
      return <BasketScreen />
    case 'weighing':
      return <WeighingScreen screen={screen} />
    case 'tender':
      return <TenderScreen screen={screen} />
    case 'looking':
      return <LookingScreen screen={screen} />
    case 'paying':
      return <PayingScreen screen={screen} />
    case 'confirming':
      return <ConfirmingScreen screen={screen} />
    case 'covering':
      return <CoveringScreen screen={screen} />
    case 'checking':
      return <CheckingScreen screen={screen} />
    case 'paid':
      return <PaidScreen receipt={screen.receipt} />
    case 'handedOver':
      return <HandedOverScreen screen={screen} />
    case 'outOfService':
      return <OutOfServiceScreen screen={screen} />
  }
}

/** What silence ends after a question: a basket that nobody is paying for. */
const mayBeCleared = ({ kind }: ScreenView): boolean =>
  kind === 'basket' || kind === 'weighing' || kind === 'tender'

/** Whoever is signed in stands in front; the shopper's screen waits behind it. */
export function LaneScreen() {
  const { attendant, panel, refundDesk, idleEndsAtMs, screen } = useLane().view
  if (attendant.kind === 'pin') return <PinScreen pin={attendant} />
  if (attendant.kind === 'signedIn') {
    if (panel) return <PanelScreen panel={panel} />
    return refundDesk ? <RefundScreen desk={refundDesk} /> : <StaffScreen attendant={attendant} />
  }
  return (
    <>
      <ShopperScreen />
      {idleEndsAtMs !== null && mayBeCleared(screen) && <IdleQuestion endsAtMs={idleEndsAtMs} />}
    </>
  )
}
