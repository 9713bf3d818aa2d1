/** The command line: what a slip of the hand must not start a store with. */

import { describe, expect, it } from 'vitest'
import { readArguments } from '../../src-server/arguments.ts'

const whole = {
  data: '/tmp/store',
  port: '4710',
  'wechat-gateway': 'https://pay.example/',
  'merchant-keys': '/tmp/keys',
  'public-url': 'https://store.example',
}

const read = (changes: Readonly<Record<string, string | undefined>> = {}) =>
  readArguments(
    Object.entries({ ...whole, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    ),
  )

const refusedFor = (name: string) => ({ error: { reason: `--${name} is missing or not usable` } })

describe('the command line', () => {
  it('is read with what it leaves out', () => {
    const given = read()
    expect(given).toMatchObject({
      ok: true,
      value: { port: 4710, 'wechat-gateway': 'https://pay.example', 'wechat-codes': 'v2' },
    })
    expect(given.ok && given.value['diary-days']).toBe(undefined)
  })

  it.each(['29', '3651', '180.5', 'long', '0x40'])(
    'that keeps the bytes of calls for %s days is refused',
    (days) => {
      expect(read({ 'diary-days': days })).toMatchObject(refusedFor('diary-days'))
    },
  )

  it.each([
    ['30', 30],
    ['365', 365],
    ['3650', 3_650],
  ])('that keeps them for %s days is heard', (days, kept) => {
    expect(read({ 'diary-days': days })).toMatchObject({ ok: true, value: { 'diary-days': kept } })
  })

  it.each([
    ['data', undefined],
    ['port', '70000'],
    ['wechat-gateway', 'pay.example'],
    ['wechat-codes', 'v4'],
  ])('without a usable --%s is refused by its name', (name, value) => {
    expect(read({ [name]: value })).toMatchObject(refusedFor(name))
  })

  it('with Alipay’s gateway and no keys for it is refused', () => {
    expect(read({ 'alipay-gateway': 'https://openapi.example/gateway.do' })).toMatchObject(
      refusedFor('alipay-keys'),
    )
  })

  it('with an unknown word is refused and not passed over', () => {
    expect(readArguments(['--diary-day', '180'])).toMatchObject({ ok: false })
  })
})
