/**
 * What could go wrong before a shopper looks into a terminal's camera: it is opened for whoever is no lane of ours, for
 * a wallet that has no faces, by words that are none, or the provider's no or silence passes for a yes.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaceSessionRequest, faceRawDataMax } from '../../../domain/contract/face.ts'
import { laneSetupSchema, paths } from '../../../domain/contract/wire.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const asked: FaceSessionRequest = {
  paymentId: 'pay-1',
  wallet: 'wechat',
  amountMinor: 1_280,
  deviceId: 'FROG-0001',
  rawData: 'what the SDK says of itself',
}
const open = (changes: object = {}) => lane.post(paths.faceSessions, { ...asked, ...changes })
const withoutFaces = () => {
  const { faces: _, ...plain } = rig.alipay
  return new Map(rig.ports.providers).set('alipay', plain)
}

describe('a face terminal', () => {
  it('is opened for the very payment that will be asked for, and nothing of it is kept', async () => {
    expect(await open()).toMatchObject({
      status: 200,
      body: {
        authority: `authority for ${asked.rawData}`,
        terms: { out_trade_no: outTradeNoOf('store-1', 'pay-1') },
      },
    })
    expect(rig.logLines.join()).not.toContain(asked.rawData)
    expect(await rig.db.selectFrom('payment_attempt').selectAll().execute()).toEqual([])
  })

  it('is told to lanes only where its faces can be charged', async () => {
    Object.assign(rig.ports, { providers: withoutFaces() })
    const setup = v.parse(laneSetupSchema, (await lane.get(paths.laneSetup)).body)
    expect(setup.faceWallets).toEqual(['wechat'])
    expect(setup.chargeableWallets).toEqual(['wechat', 'alipay'])
    expect(await open({ wallet: 'alipay' })).toMatchObject({ status: 422, body: { error: 'FacesNotTaken' } })
    expect(await open({ wallet: 'pix' })).toMatchObject({ status: 422, body: { error: 'WalletNotTaken' } })
  })

  it('stays shut where the provider says no, and where it says nothing; staff learn why', async () => {
    rig.provider.fail('openTerminal', 'refuse', 'loseAnswer')
    expect(await open()).toMatchObject({ status: 409, body: { error: 'TerminalRefused' } })
    expect(await open()).toMatchObject({ status: 503, body: { error: 'ProviderSilent' } })
    expect(rig.logLines.join()).toMatch(/FaceTerminalNotOpened.*MerchantRefused.*FaceTerminalNotOpened/)
    expect(rig.logLines.join()).not.toContain(asked.rawData)
  })

  it.each([
    ['no payment', { paymentId: '' }],
    ['a wallet nobody knows', { wallet: 'cash' }],
    ['nothing to pay', { amountMinor: 0 }],
    ['half a cent', { amountMinor: 1.5 }],
    ['a device without a name', { deviceId: '' }],
    ['a device that is a path', { deviceId: '../etc' }],
    ['an SDK that says nothing', { rawData: '' }],
    ['an SDK that says too much', { rawData: 'x'.repeat(faceRawDataMax + 1) }],
    ['a field nobody asked for', { user: 'alice' }],
  ])('is not opened by %s', async (_name, changes) => {
    expect(await open(changes)).toMatchObject({ status: 400, body: { error: expect.any(String) } })
    expect(rig.provider.calls).toEqual([])
  })

  it('is not opened for whoever does not sign as a lane', async () => {
    const unsigned = await rig.send('POST', paths.faceSessions, { body: asked })
    expect(unsigned).toMatchObject({ status: 401 })
    expect(rig.provider.calls).toEqual([])
  })
})
