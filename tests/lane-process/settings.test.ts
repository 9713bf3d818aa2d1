/** Settings by environment: what is missing or malformed is named, and nothing of its value is repeated. */

import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src-main/lane/settings.ts'

const whole = { SCANWAY_DATA: '/data', SCANWAY_SERVER: 'http://127.0.0.1:4710/' }

describe('settings', () => {
  it('takes empty settings for none and drops a trailing slash', () => {
    expect(readSettings({ ...whole, SCANWAY_SCANNER: '' })).toMatchObject({
      ok: true,
      value: { scannerPath: undefined, serverUrl: 'http://127.0.0.1:4710', timeZone: 'Asia/Shanghai' },
    })
  })

  it('takes a scale with the range on its plate, or the usual one', () => {
    const usual = { scalePath: '/dev/ttyUSB1', scaleRange: { minGrams: 40, maxGrams: 15_000 } }
    const scale = { ...whole, SCANWAY_SCALE: '/dev/ttyUSB1' }
    expect(readSettings(scale)).toMatchObject({ value: usual })
    expect(readSettings({ ...scale, SCANWAY_SCALE_RANGE: '100-30000' })).toMatchObject({
      value: { scaleRange: { minGrams: 100, maxGrams: 30_000 } },
    })
    expect(readSettings(whole)).toMatchObject({ value: { scalePath: undefined } })
  })

  it('takes a face terminal, and words its SDKs say beside the usual ones', () => {
    expect(readSettings(whole)).toMatchObject({ value: { facePath: undefined, faceWords: { wechat: {} } } })
    const words = ' alipay 2007 notRecognised ;wechat BUSY timedOut;'
    const face = { ...whole, SCANWAY_FACE: '/run/face.sock', SCANWAY_FACE_WORDS: words }
    expect(readSettings(face)).toMatchObject({
      value: {
        facePath: '/run/face.sock',
        faceWords: { alipay: { '2007': 'notRecognised' }, wechat: { BUSY: 'timedOut' } },
      },
    })
  })

  it.each([
    ['SCANWAY_DATA', { SCANWAY_SERVER: whole.SCANWAY_SERVER }],
    ['SCANWAY_SERVER', { ...whole, SCANWAY_SERVER: 'not a secret address' }],
    ['SCANWAY_HID', { ...whole, SCANWAY_HID: 'mouse' }],
    ['SCANWAY_TIME_ZONE', { ...whole, SCANWAY_TIME_ZONE: 'Moon/Sea' }],
    ['SCANWAY_SCALE_RANGE', { ...whole, SCANWAY_SCALE_RANGE: 'secret' }],
    ['SCANWAY_SCALE_RANGE', { ...whole, SCANWAY_SCALE_RANGE: '0-15000' }],
    ['SCANWAY_SCALE_RANGE', { ...whole, SCANWAY_SCALE_RANGE: '500-40' }],
    ['SCANWAY_FACE_WORDS', { ...whole, SCANWAY_FACE_WORDS: 'secret' }],
    ['SCANWAY_FACE_WORDS', { ...whole, SCANWAY_FACE_WORDS: 'alipay 2007 secret' }],
    ['SCANWAY_FACE_WORDS', { ...whole, SCANWAY_FACE_WORDS: 'cash secret timedOut' }],
    ['SCANWAY_LANGUAGE', { ...whole, SCANWAY_LANGUAGE: 'tlh' }],
  ])('names %s when it is wrong', (name, environment) => {
    const settings = readSettings(environment)
    expect(settings.ok ? '' : settings.error).toContain(name)
    expect(settings.ok ? '' : settings.error).not.toContain('secret')
  })
})
