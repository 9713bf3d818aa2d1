/** Who may speak for a lane: enrolment codes, keys, signatures, clocks, replays, revoked lanes. */

import { scryptSync } from 'node:crypto'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clockSkewMaxMs, laneSetupSchema, paths, pinScrypt } from '../../../domain/contract/wire.ts'
import { createNonces } from '../../../src-server/lanes/nonces.ts'
import { enrolTriesMax, enrolWindowMs } from '../../../src-server/lanes/routes.ts'
import { enrolLane, enrolmentCode, laneWith, newKeyPair, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

const enrol = (code: string, publicKey: string) =>
  rig.send('POST', paths.enrol, { body: { code, publicKey } })

describe('enrolment', () => {
  it('gives a lane its identity, and the same answer again when the first one was lost', async () => {
    const { publicKey } = newKeyPair()
    const first = await enrol(enrolmentCode, publicKey)
    expect(first).toMatchObject({ status: 200, body: { laneId: 'lane-1', epoch: 1 } })
    expect(await enrol(enrolmentCode, publicKey)).toMatchObject({ status: 200, body: first.body })
  })

  it('never lets a code be used by a second key', async () => {
    await enrol(enrolmentCode, newKeyPair().publicKey)
    expect(await enrol(enrolmentCode, newKeyPair().publicKey)).toMatchObject({
      status: 409,
      body: { error: 'CodeUsed' },
    })
  })

  it('binds one code to one key when two devices show it at the same moment', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => enrol(enrolmentCode, newKeyPair().publicKey)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('refuses a code that has expired', async () => {
    rig.clock.ms += 31 * 24 * 3_600_000
    expect(await enrol(enrolmentCode, newKeyPair().publicKey)).toMatchObject({
      status: 410,
      body: { error: 'CodeExpired' },
    })
  })

  it('refuses a key of another kind', async () => {
    expect(await enrol(enrolmentCode, 'A'.repeat(60))).toMatchObject({
      status: 400,
      body: { error: 'KeyUnusable' },
    })
  })

  it('makes guessing codes slow, and lets the right one through after the wait', async () => {
    const { publicKey } = newKeyPair()
    for (let index = 0; index < enrolTriesMax; index++) {
      expect(await enrol(`WRONG-CODE-${index}`, publicKey)).toMatchObject({ status: 403 })
    }
    const blocked = await enrol(enrolmentCode, publicKey)
    expect(blocked).toMatchObject({ status: 429, body: { error: 'TooManyTries' } })
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0)
    rig.clock.ms += enrolWindowMs
    expect(await enrol(enrolmentCode, publicKey)).toMatchObject({ status: 200 })
  })

  it('starts the next epoch for a replaced lane and stops hearing the old device', async () => {
    const old = await enrolLane(rig)
    const offered = await rig.office('POST', 'codes', { laneId: 'lane-1' })
    const { code } = v.parse(v.object({ code: v.string() }), offered.body)
    const fresh = await enrolLane(rig, code)
    expect(fresh.epoch).toBe(2)
    expect(await old.get(paths.laneSetup)).toMatchObject({ status: 401, body: { error: 'SignatureWrong' } })
    expect(await fresh.get(paths.laneSetup)).toMatchObject({ status: 200 })
  })
})

describe('a signed request', () => {
  it('is not heard when a byte of its body, path or time differs from what was signed', async () => {
    const lane = await enrolLane(rig)
    const signed = lane.signed({ method: 'POST', path: paths.journal, body: '{"epoch":1}' })
    const forged = [
      rig.send('POST', paths.journal, { body: '{"epoch":2}', headers: signed }),
      rig.send('GET', `${paths.catalogueChanges}?epoch=a&since=2`, {
        headers: lane.signed({ method: 'GET', path: `${paths.catalogueChanges}?epoch=a&since=1` }),
      }),
      rig.send('GET', paths.laneSetup, {
        headers: {
          ...lane.signed({ method: 'GET', path: paths.laneSetup }),
          'scanway-timestamp': `${rig.clock.ms + 1}`,
        },
      }),
    ]
    for (const answer of await Promise.all(forged)) {
      expect(answer).toMatchObject({ status: 401, body: { error: 'SignatureWrong' } })
    }
  })

  it('is not heard from a lane that signs with a key of its own making', async () => {
    await enrolLane(rig)
    const impostor = laneWith(rig, 'lane-1', 1, newKeyPair().privateKey)
    expect(await impostor.get(paths.laneSetup)).toMatchObject({
      status: 401,
      body: { error: 'SignatureWrong' },
    })
    const stranger = laneWith(rig, 'lane-9', 1, newKeyPair().privateKey)
    expect(await stranger.get(paths.laneSetup)).toMatchObject({ status: 401, body: { error: 'LaneUnknown' } })
    const unborn = laneWith(rig, 'lane-2', 1, newKeyPair().privateKey)
    expect(await unborn.get(paths.laneSetup)).toMatchObject({ status: 401, body: { error: 'LaneUnknown' } })
  })

  it.each([-1, 1])('is refused with the skew named when the clock is too far off (%i)', async (sign) => {
    const lane = await enrolLane(rig)
    const at = (skewMs: number) =>
      rig.send('GET', paths.laneSetup, {
        headers: lane.signed({ method: 'GET', path: paths.laneSetup, timestampMs: rig.clock.ms + skewMs }),
      })
    expect(await at(sign * clockSkewMaxMs)).toMatchObject({ status: 200 })
    const refused = await at(sign * (clockSkewMaxMs + 1000))
    expect(refused).toMatchObject({ status: 401, body: { error: 'ClockSkew' } })
    expect(refused.text).toContain(`${sign * 301} s`)
  })

  it('is heard once, however often it is played again', async () => {
    const lane = await enrolLane(rig)
    const headers = lane.signed({ method: 'GET', path: paths.laneSetup })
    expect(await rig.send('GET', paths.laneSetup, { headers })).toMatchObject({ status: 200 })
    expect(await rig.send('GET', paths.laneSetup, { headers })).toMatchObject({
      status: 401,
      body: { error: 'RequestReplayed' },
    })
  })

  it('is refused from a lane the office took out of service', async () => {
    const lane = await enrolLane(rig)
    expect(await rig.office('POST', 'revoke', { laneId: 'lane-1' })).toMatchObject({ status: 200 })
    expect(await lane.get(paths.laneSetup)).toMatchObject({ status: 403, body: { error: 'LaneRevoked' } })
  })
})

describe('the nonce memory', () => {
  it('is bounded, refuses rather than forgets, and has room again when old nonces can no longer be played', () => {
    const nonces = createNonces(2)
    expect(['a', 'b', 'c'].map((nonce) => nonces.take('lane-1', nonce, 0, 0))).toEqual([
      'fresh',
      'fresh',
      'tooMany',
    ])
    expect(nonces.take('lane-2', 'a', 0, 0)).toBe('fresh')
    expect(nonces.take('lane-1', 'c', clockSkewMaxMs + 1, clockSkewMaxMs + 1)).toBe('fresh')
  })
})

describe('the lane setup', () => {
  it('keeps its contract, and knows PINs only as hashes that fit', async () => {
    const lane = await enrolLane(rig)
    const { body, text } = await lane.get(paths.laneSetup)
    const setup = v.parse(laneSetupSchema, body)
    expect(setup).toMatchObject({ laneId: 'lane-1', currency: 'CNY', serverNowMs: rig.clock.ms })
    const [member] = setup.staff
    const { N, r, p, bytes } = pinScrypt
    const salt = Buffer.from(member?.pinSalt ?? '', 'hex')
    expect(scryptSync('482913', salt, bytes, { N, r, p, maxmem: 2 ** 27 }).toString('hex')).toBe(
      member?.pinHash,
    )
    expect(text).not.toContain('482913')
  })
})
