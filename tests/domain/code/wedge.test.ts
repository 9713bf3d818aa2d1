/** Keyboard wedge: scans read whole, typing untouched, chords never acted upon, nothing of a scan in a field. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultWedgeRules,
  feedWedge,
  idleWedge,
  settleWedge,
  type WedgeEvent,
  type WedgeKey,
  wedgeDueAtMs,
} from '../../../domain/code/wedge.ts'

interface Trip {
  readonly events: readonly WedgeEvent[]
  /** Everything a field would hold: typed text, and in its place each key that had its own effect. */
  readonly field: readonly string[]
  readonly scans: readonly string[]
  readonly refusals: readonly string[]
}

/** Plays keys as a page does, timer included, up to a long pause at the end. */
function play(keys: readonly WedgeKey[]): Trip {
  let state = idleWedge
  const events: WedgeEvent[] = []
  const field: string[] = []
  const note = (fresh: readonly WedgeEvent[]): void => {
    events.push(...fresh)
    for (const event of fresh) if (event.kind === 'typed') field.push(...event.text)
  }
  for (const key of keys) {
    const dueAtMs = wedgeDueAtMs(state)
    if (dueAtMs !== undefined && dueAtMs <= key.atMs) {
      const settled = settleWedge(state, dueAtMs)
      state = settled.state
      note(settled.events)
    }
    const step = feedWedge(state, key)
    state = step.state
    note(step.events)
    if (step.pass) field.push(key.key)
  }
  note(settleWedge(state, Number.MAX_SAFE_INTEGER).events)
  const scans = events.flatMap((event) => (event.kind === 'scan' ? [event.scan.text] : []))
  const refusals = events.flatMap((event) => (event.kind === 'refused' ? [event.why] : []))
  return { events, field, scans, refusals }
}

const press = (key: string, atMs: number, more: Partial<WedgeKey> = {}): WedgeKey => ({
  key,
  atMs,
  chord: false,
  repeat: false,
  ...more,
})

/** A burst of keys, one every `paceMs`. */
const burst = (keys: readonly string[], startMs = 0, paceMs = 5): WedgeKey[] =>
  keys.map((key, index) => press(key, startMs + index * paceMs))

const scanKeys = (text: string): string[] => [...text, 'Enter']

/** Keys with random pauses within bounds. */
const paced = (keys: fc.Arbitrary<string>, minMs: number, maxMs: number, length: fc.ArrayConstraints) =>
  fc.array(fc.tuple(keys, fc.double({ min: minMs, max: maxMs, noNaN: true })), length).map((pairs) => {
    let atMs = 0
    return pairs.map(([key, pauseMs]) => {
      atMs += pauseMs
      return press(key, atMs)
    })
  })

const anyCharacter = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code))

describe('a scanner', () => {
  test('is read whole and leaves nothing in the field', () => {
    const { scans, field } = play(burst(scanKeys('6901028075831')))
    expect(scans).toEqual(['6901028075831'])
    expect(field).toEqual([])
  })

  test('is read whole whatever its code and its pace up to 25 ms', () => {
    const codes = paced(anyCharacter, 0, 25, { minLength: 3, maxLength: 60 })
    fc.assert(
      fc.property(codes, fc.double({ min: 0, max: 25, noNaN: true }), (keys, pauseMs) => {
        const end = press('Enter', (keys.at(-1)?.atMs ?? 0) + pauseMs)
        const { events, field } = play([...keys, end])
        expect(field).toEqual([])
        expect(events).toHaveLength(1)
        const sent = keys.map(({ key }) => key).join('')
        expect(events[0]?.kind).toBe('scan')
        if (!sent.startsWith(']')) expect(events).toMatchObject([{ scan: { text: sent, source: 'wedge' } }])
      }),
    )
  })

  test('that presses Shift for its capitals is read whole', () => {
    const keys = burst(['Shift', 'S', 'Shift', 'T', 'Shift', 'A', '-', '1', 'Enter'])
    expect(play(keys).scans).toEqual(['STA-1'])
  })

  test('that sends its AIM identifier tells the symbology', () => {
    const { events } = play(burst(scanKeys(']E401234565')))
    expect(events).toMatchObject([{ scan: { text: '01234565', symbology: 'ean8' } }])
  })

  test('may end a code with Enter and Tab without the Tab moving the focus', () => {
    const { scans, field } = play(burst([...scanKeys('96385074'), 'Tab']))
    expect(scans).toEqual(['96385074'])
    expect(field).toEqual([])
  })

  test('two scans in one stream are two scans', () => {
    const keys = [...burst(scanKeys('96385074')), ...burst(scanKeys('6901028075831'), 200)]
    expect(play(keys).scans).toEqual(['96385074', '6901028075831'])
  })

  test('that stutters after a good start is still no person', () => {
    const keys = [...burst([...'690102']), ...burst(scanKeys('8075831'), 65)]
    expect(play(keys).scans).toEqual(['6901028075831'])
  })

  test('cut off before its terminator is refused and not typed', () => {
    const { scans, field, refusals } = play(burst([...'690102']))
    expect([scans, field, refusals]).toEqual([[], [], ['Unfinished']])
  })

  test('with a code too short or too long is refused and not typed', () => {
    const tooLong = 'x'.repeat(defaultWedgeRules.lengthMax + 1)
    for (const [text, why] of [
      ['12', 'TooShort'],
      [tooLong, 'TooLong'],
    ] as const) {
      const { scans, field, refusals } = play(burst(scanKeys(text), 0, 1))
      expect([scans, field, refusals]).toEqual([[], [], [why]])
    }
  })
})

describe('a person', () => {
  const typing = paced(
    fc.oneof(anyCharacter, fc.constantFrom('Enter', 'Tab', 'Backspace', 'Shift', 'ArrowLeft', '测', 'é')),
    40,
    900,
    { maxLength: 80 },
  )

  test('is never taken for a scanner, and all keys arrive in order', () => {
    fc.assert(
      fc.property(typing, (keys) => {
        const { scans, refusals, field } = play(keys)
        expect([scans, refusals]).toEqual([[], []])
        const shifts = (list: readonly string[]): string[] => list.filter((key) => key !== 'Shift')
        expect(shifts(field)).toEqual(shifts(keys.map(({ key }) => key)))
      }),
    )
  })

  test('who rolls two keys at once loses neither', () => {
    expect(play([press('t', 0), press('h', 12), press('e', 90)]).field).toEqual(['t', 'h', 'e'])
  })

  test('who holds a key down gets its repeats', () => {
    const held = [0, 400, 420, 440, 460].map((atMs, index) => press('7', atMs, { repeat: index > 0 }))
    expect(play([...held, press('Enter', 480)]).field).toEqual(['7', '7', '7', '7', '7', 'Enter'])
  })

  test('who types between two scans keeps every character', () => {
    const keys = [
      ...burst(scanKeys('96385074')),
      press('4', 1000),
      press('2', 1100),
      ...burst(scanKeys('6901028075831'), 1300),
    ]
    const { scans, field } = play(keys)
    expect(scans).toEqual(['96385074', '6901028075831'])
    expect(field).toEqual(['4', '2'])
  })
})

describe('an attacker with a printed code', () => {
  const chords = [...'abcdefghijklmnopqrstuvwxyz0123456789[]\\'].map((key) => ({ key, chord: true }))
  const functionKeys = Array.from({ length: 24 }, (_, index) => ({ key: `F${index + 1}`, chord: false }))
  const others = ['ContextMenu', 'PrintScreen', 'BrowserBack', 'Meta', 'Unidentified'].map((key) => ({
    key,
    chord: false,
  }))
  const controls = Array.from({ length: 32 }, (_, code) => ({ key: String.fromCharCode(code), chord: false }))

  test.each([...chords, ...functionKeys, ...others, ...controls])(
    '%o does nothing, alone, before, within or at the end of a code',
    ({ key, chord }) => {
      for (const position of [0, 3, 8]) {
        const keys = burst(scanKeys('96385074'))
        const bad = press(key, 0, { chord })
        const stream = [...keys.slice(0, position), bad, ...keys.slice(position)].map((each, index) => ({
          ...each,
          atMs: index * 5,
        }))
        const { scans, field, refusals } = play(stream)
        expect([scans, field, refusals]).toEqual([[], [], ['NotPrintable']])
      }
      expect(play([press(key, 0, { chord })]).field).toEqual([])
    },
  )

  test('cannot smuggle an Enter or a deletion in the middle of a burst', () => {
    const { scans, field } = play(burst([...'6901', 'Backspace', 'ArrowLeft', ...scanKeys('999')]))
    expect([scans, field]).toEqual([[], []])
  })

  test('cannot get any part of any burst into a field, beyond a first key that a person could have pressed', () => {
    const anyKey = fc.oneof(
      anyCharacter,
      fc.constantFrom('Enter', 'Tab', 'Backspace', 'Escape', 'F5', 'Home', 'Delete'),
    )
    const bursts = paced(anyKey, 0, 25, { minLength: 4, maxLength: 60 })
    fc.assert(
      fc.property(bursts, (keys) => {
        const first = keys.findIndex(({ key }) => key.length === 1 || key === 'F5')
        const { field } = play([...keys, press('Enter', (keys.at(-1)?.atMs ?? 0) + 10)])
        const lead = keys.slice(0, first < 0 ? keys.length + 1 : first).map(({ key }) => key)
        expect(field.slice(0, lead.length)).toEqual(lead)
        expect(field.length - lead.length).toBeLessThanOrEqual(first < 0 ? 1 : 0)
      }),
    )
  })
})
