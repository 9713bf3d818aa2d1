/** Nobody knows yet whether the money moved, and the provider is being asked. The screen says not to pay again. */

import type { ScreenView } from '../../domain/contract/view.ts'
import { useLane } from '../lane-context.tsx'
import { Waiting } from './waiting.tsx'

type Checking = Extract<ScreenView, { readonly kind: 'checking' }>

export function CheckingScreen({ screen }: { readonly screen: Checking }) {
  const { checking, wallets } = useLane().messages
  const { wallet, amountMinor, sinceMs, reference } = screen
  const body = checking.body(wallets[wallet])
  return <Waiting title={checking.title} body={body} {...{ amountMinor, sinceMs, reference }} />
}
