/** What a phone shows at the till: its code as a barcode and as a QR, how long it lives, whose wallet it is. */

import { button, h } from './dom.ts'
import type { View } from './screens.ts'

export interface Symbols {
  readonly barcode: SVGSVGElement | undefined
  readonly qr: SVGSVGElement | undefined
}

export interface Drawn extends Symbols {
  readonly code: string
}

export async function drawSymbols(code: string): Promise<Symbols> {
  // The writer weighs more than half a megabyte: it is fetched when a code is wanted, not before.
  const { drawSymbol } = await import('./symbols.ts')
  return { barcode: await drawSymbol(code, 'Code128'), qr: await drawSymbol(code, 'QRCode') }
}

/** Groups of four, as wallets print them. */
const grouped = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1 ')

export function codeScreen({ words }: View, drawn: Drawn | undefined, onBack: () => void): HTMLElement {
  const symbols = [drawn?.barcode, drawn?.qr].filter((symbol) => symbol !== undefined)
  const card =
    drawn === undefined
      ? h('div', { class: 'code-waiting', 'aria-busy': 'true' }, h('span', { class: 'spinner' }))
      : h('div', { class: 'code-symbols' }, ...symbols, h('p', { class: 'code-digits' }, grouped(drawn.code)))
  return h(
    'main',
    { class: 'code', tabindex: '-1', id: 'code', ...(drawn && { 'data-code': drawn.code }) },
    h('h1', { class: 'code-title' }, words.codeTitle),
    h('section', { class: 'code-card' }, card, h('p', { class: 'quiet', id: 'seconds' })),
    h('p', { class: 'sentence' }, words.codeHint),
    h('p', { class: 'quiet sentence' }, words.codeSecret),
    h('div', { class: 'foot' }, button({ class: 'main', id: 'back' }, onBack, words.back)),
  )
}
