/**
 * The words: nothing missing in a language, nothing left as a pattern, no code shown to shoppers where a sentence
 * belongs. That keys and refusals are whole is the compiler's proof; this looks at what the words say.
 */

import { describe, expect, test } from 'vitest'
import { outOfServiceReasons } from '../../domain/contract/view.ts'
import { languages } from '../../domain/item.ts'
import { paymentEndings, scanRefusals, staffReasons } from '../../domain/sale/fact.ts'
import { messagesByLanguage, messagesOf } from '../../ui/messages/messages.ts'
import { plural } from '../../ui/messages/plural.ts'

type Leaf = readonly [path: string, text: string]

/** Every text of a message tree, sentences with figures filled in with the figure given. */
function leaves(node: unknown, figure: number | null, path = ''): readonly Leaf[] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, String(node(figure, figure, figure))]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, child]) => leaves(child, figure, `${path}.${key}`))
}

const pathsOf = (node: unknown): readonly string[] => leaves(node, 1).map(([path]) => path)

describe('messages', () => {
  test('a text that one language has and another lacks', () => {
    expect(pathsOf(messagesByLanguage.en)).toEqual(pathsOf(messagesByLanguage['zh-CN']))
  })

  test.each(languages)(
    'an empty text, a hole or a word of the program shown to a person (%s)',
    (language) => {
      for (const figure of [null, 1, 7]) {
        for (const [path, text] of leaves(messagesOf(language), figure)) {
          expect(text.trim(), path).not.toBe('')
          expect(text, path).not.toMatch(/undefined|\bNaN\b|\$\{|[{}]/)
        }
      }
    },
  )

  test('a refusal without a figure that speaks of "null"', () => {
    for (const language of languages) {
      for (const [path, text] of leaves(messagesOf(language).refusals, null)) {
        expect(text, path).not.toContain('null')
      }
    }
  })

  test('an exclamation mark at a shopper', () => {
    for (const language of languages) {
      for (const [path, text] of leaves(messagesOf(language), 2)) expect(text, path).not.toMatch(/[!！]/)
    }
  })

  test('a Chinese text with half-width stops, or English with full-width ones', () => {
    for (const [path, text] of leaves(messagesOf('zh-CN'), 2)) {
      expect(text, path).not.toMatch(/\p{Script=Han}[,;?!]/u)
    }
    for (const [path, text] of leaves(messagesOf('en'), 2)) expect(text, path).not.toMatch(/[，。？；“”’]/)
  })

  test('a refusal that says what happened but not what to do', () => {
    for (const language of languages) {
      for (const { title, body } of Object.values(messagesOf(language).refusals)) {
        expect(body(3, 'x', '22:00–08:00').length, title).toBeGreaterThan(3)
        expect(body(3, 'x', '22:00–08:00')).not.toBe(title)
      }
    }
  })

  test('a code of the domain without words', () => {
    for (const language of languages) {
      const words = messagesOf(language)
      expect(Object.keys(words.refusals)).toEqual(expect.arrayContaining([...scanRefusals]))
      expect(Object.keys(words.notPaid).toSorted()).toEqual([...paymentEndings].toSorted())
      expect(Object.keys(words.staff.reasons).toSorted()).toEqual([...staffReasons].toSorted())
      expect(Object.keys(words.outOfService.reasons).toSorted()).toEqual([...outOfServiceReasons].toSorted())
    }
  })

  test('"1 items"', () => {
    expect(plural(1, 'item', 'items')).toBe('1 item')
    expect(plural(0, 'item', 'items')).toBe('0 items')
    expect(plural(2, 'item', 'items')).toBe('2 items')
  })
})
