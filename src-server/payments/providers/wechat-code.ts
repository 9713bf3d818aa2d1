/**
 * Payment codes and recognised faces with WeChat Pay, as the payment machine wants them: over v2, or over v3 where
 * the merchant has been given it. What counts as a sure failure is the client's table; here it only changes its name.
 */

import { ok, type Result } from '../../../domain/result.ts'
import type { WechatClient } from '../../wechat/client.ts'
import { codeFieldsBody, codeFieldsOf, codepayBody, withPayer } from '../../wechat/code-body.ts'
import type { MerchantKeys } from '../../wechat/keys.ts'
import type { Transaction } from '../../wechat/schema.ts'
import type { Door, V2Client } from '../../wechat/v2/client.ts'
import type { CodePayments, OrderRequest, PayerCredential, ProviderFailure, Reversal } from './provider.ts'
import { chargeFailureOf, evidenceOf, failureOf, mapped } from './wechat-words.ts'

/** Not yet in the provider's hands this soon after the charge (its own rule). */
const reverseAfterMs = 15_000
/** The provider reverses no payment that is older. */
const reversibleForMs = 7 * 86_400_000
const pollMs = 5_000
/** The provider itself gives an unpaid payment by code up after this. */
const confirmForMs = 45_000

export interface CodeSettings {
  /** Which interface charges: v3 must have been granted to the merchant. */
  readonly over: 'v2' | 'v3'
  /** A recognised face has its own door, or is taken like a payment code. */
  readonly face: 'facepay' | 'asCode'
  readonly deviceIp: string
  readonly storeId: string
}

type Identity = Pick<MerchantKeys, 'appid' | 'mchid'>

const requestOf = ({ appid, mchid }: Identity, { deviceIp, storeId }: CodeSettings, order: OrderRequest) => ({
  appid,
  mchid,
  deviceIp,
  storeId,
  outTradeNo: order.outTradeNo,
  description: order.description,
  amountFen: order.amountMinor,
})

const closedStates: readonly string[] = ['CLOSED', 'REVOKED']
const isEnded = (transaction: Transaction): boolean =>
  transaction.kind === 'Unpaid' && closedStates.includes(transaction.tradeState)

const reversalOf = (isToBeRepeated: boolean): Reversal => (isToBeRepeated ? 'askAgain' : 'done')

const times = { reverseAfterMs, reversibleForMs, pollMs, confirmForMs }

/** Over v3: one kind of credential, and the query of every other order. */
export function codesOverV3(client: WechatClient, identity: Identity, settings: CodeSettings): CodePayments {
  return {
    ...times,
    codeBody: (order) => codepayBody(requestOf(identity, settings, order)),
    async charge(body, { value }) {
      const paid = withPayer(body, value)
      return mapped(await client.charge(paid.outTradeNo, paid.body), evidenceOf, chargeFailureOf)
    },
    reverse: async (outTradeNo) => mapped(await client.reverse(outTradeNo), () => 'done' as const, failureOf),
  }
}

/** The face's own fields: who was recognised, and the token that pays. */
const faceFields = ({ value, holder }: PayerCredential) => ({ openid: holder ?? '', face_code: value })

/** Over v2. A reversal asks first, as the provider wants it: an order that has ended needs none. */
export function codesOverV2(client: V2Client, identity: Identity, settings: CodeSettings): CodePayments {
  const doorOf = ({ kind }: PayerCredential): Door =>
    kind === 'face' && settings.face === 'facepay' ? 'face' : 'code'

  async function reverseAt(door: Door, outTradeNo: string): Promise<Result<Reversal, ProviderFailure>> {
    const known = await client.queryOrder(door, outTradeNo)
    if (known.ok && isEnded(known.value)) return ok('done')
    const reversed = await client.reverse(door, outTradeNo)
    return mapped(reversed, reversalOf, failureOf)
  }

  return {
    ...times,
    codeBody: (order) => codeFieldsBody(requestOf(identity, settings, order)),
    async charge(body, credential) {
      const door = doorOf(credential)
      const payer = door === 'face' ? faceFields(credential) : { auth_code: credential.value }
      const charged = await client.charge(door, { ...codeFieldsOf(body), ...payer })
      return mapped(charged, evidenceOf, chargeFailureOf)
    },
    async reverse(outTradeNo) {
      const reversed = await reverseAt('code', outTradeNo)
      const isElsewhere = !reversed.ok && reversed.error.kind === 'NotFound' && settings.face === 'facepay'
      return isElsewhere ? reverseAt('face', outTradeNo) : reversed
    },
  }
}
