/** The store's providers by wallet, and the timing their attempts keep to. */

import { codeTiming, qrTiming, type Timing } from '../../../domain/payment/timing.ts'
import { present } from '../../../domain/result.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import type { ServerPorts } from '../../ports.ts'
import type { Attempt } from '../attempt.ts'
import type { CodePayments, PaymentProvider } from './provider.ts'

/** For an attempt that was taken: a wallet stays configured while anything of it is open. */
export const providerOf = ({ providers }: Pick<ServerPorts, 'providers'>, wallet: Wallet): PaymentProvider =>
  present(providers.get(wallet), `the wallet ${wallet} is configured`)

export const codePaymentsOf = (ports: Pick<ServerPorts, 'providers'>, wallet: Wallet): CodePayments =>
  present(providerOf(ports, wallet).byCode, `the wallet ${wallet} charges codes`)

export const timingOf = (
  ports: Pick<ServerPorts, 'providers'>,
  { mode, wallet }: Pick<Attempt, 'mode' | 'wallet'>,
): Timing => (mode === 'qr' ? qrTiming : codeTiming(codePaymentsOf(ports, wallet)))
