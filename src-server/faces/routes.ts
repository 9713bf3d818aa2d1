/**
 * Has a lane's face terminal opened by the wallet's provider, for one look at one shopper. It keeps nothing: no
 * authority, no word of the terminal, no face. That somebody was recognised is heard with the payment, if at all.
 */

import {
  type FaceSession,
  type FaceSessionRequest,
  faceSessionRequestSchema,
} from '../../domain/contract/face.ts'
import { paths } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse, sendResult } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import { storeRow } from '../lanes/store.ts'
import { outTradeNoOf } from '../payments/attempt.ts'
import type { ProviderFailure } from '../payments/providers/provider.ts'
import type { ServerPorts } from '../ports.ts'

const walletNotTaken = refuse(422, 'WalletNotTaken', 'The store does not take this wallet.')
const facesNotTaken = refuse(422, 'FacesNotTaken', 'The store opens no face terminals of this wallet.')
const terminalRefused = refuse(409, 'TerminalRefused', 'The provider does not open this terminal.')
const providerSilent = refuse(503, 'ProviderSilent', 'The provider gave no answer that can be trusted.')

/** What stopped it, for store IT: a code of the provider's or of ours, never anything of the terminal's. */
const reasonOf = (failure: ProviderFailure): string => {
  switch (failure.kind) {
    case 'Refused':
      return failure.code
    case 'Unknown':
      return failure.reason
    case 'NotFound':
    case 'Settled':
      return failure.kind
  }
}

async function openSession(
  ports: ServerPorts,
  { storeId, laneId }: Lane,
  { paymentId, wallet, amountMinor, deviceId, rawData }: FaceSessionRequest,
): Promise<Result<FaceSession, HttpRefusal>> {
  const provider = ports.providers.get(wallet)
  if (provider === undefined) return walletNotTaken
  const { faces, byCode } = provider
  if (faces === undefined || byCode === undefined) return facesNotTaken
  const { name_zh: storeName } = await storeRow(ports.db, storeId)
  const order = { outTradeNo: outTradeNoOf(storeId, paymentId), amountMinor }
  const opened = await faces.openTerminal({ storeName, deviceId, rawData }, order)
  if (opened.ok) return ok(opened.value)
  ports.log.warn('FaceTerminalNotOpened', { laneId, wallet, deviceId, reason: reasonOf(opened.error) })
  return opened.error.kind === 'Refused' ? terminalRefused : providerSilent
}

export function addFaceRoutes(ports: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.post(paths.faceSessions, async (lane, { body }, reply) => {
    const asked = readBody(faceSessionRequestSchema, body)
    return sendResult(reply, asked.ok ? await openSession(ports, lane, asked.value) : asked)
  })
}
