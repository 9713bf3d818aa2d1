/**
 * Colours that cannot be read: each ground and the text that stands on it must reach 7:1 (WCAG 2.2, success
 * criterion 1.4.6), in both themes, as the tokens say them.
 */

import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const tokens = fs.readFileSync(path.join(import.meta.dirname, '../../ui/style/tokens.css'), 'utf8')

function colours(theme: string): ReadonlyMap<string, string> {
  const block = tokens.slice(tokens.indexOf(`.${theme} {`))
  const rules = block.slice(0, block.indexOf('}'))
  return new Map(
    [...rules.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const pairs: readonly (readonly [text: string, ground: string])[] = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink-soft', 'ground'],
  ['ink-soft', 'surface'],
  ['ink-soft', 'sunken'],
  ['ink-soft', 'accent-soft'],
  ['on-positive-soft', 'surface'],
  ['on-positive-soft', 'ground'],
  ['on-positive-soft', 'accent-soft'],
  ...['accent', 'positive', 'caution', 'danger'].flatMap(
    (tone) =>
      [
        [`on-${tone}`, tone],
        [`on-${tone}-soft`, `${tone}-soft`],
      ] as const,
  ),
]

describe.each(['theme-shopper', 'theme-staff'])('%s', (theme) => {
  const hexByName = colours(theme)

  test.each(pairs)('%s that cannot be read on %s', (text, ground) => {
    expect(
      contrast(hexByName.get(text) ?? '#000000', hexByName.get(ground) ?? '#000000'),
    ).toBeGreaterThanOrEqual(7)
  })
})
