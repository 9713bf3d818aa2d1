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

  it.each([
    ['SCANWAY_DATA', { SCANWAY_SERVER: whole.SCANWAY_SERVER }],
    ['SCANWAY_SERVER', { ...whole, SCANWAY_SERVER: 'not a secret address' }],
    ['SCANWAY_HID', { ...whole, SCANWAY_HID: 'mouse' }],
    ['SCANWAY_TIME_ZONE', { ...whole, SCANWAY_TIME_ZONE: 'Moon/Sea' }],
    ['SCANWAY_LANGUAGE', { ...whole, SCANWAY_LANGUAGE: 'tlh' }],
  ])('names %s when it is wrong', (name, environment) => {
    const settings = readSettings(environment)
    expect(settings.ok ? '' : settings.error).toContain(name)
    expect(settings.ok ? '' : settings.error).not.toContain('secret')
  })
})
