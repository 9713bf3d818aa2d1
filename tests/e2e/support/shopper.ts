/**
 * What a shopper or an attendant sees and touches, by the words on the screen. It knows no more of the page than a
 * person does, except where two figures look alike.
 */

import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../../domain/item.ts'
import { type Messages, messagesOf } from '../../../ui/messages/messages.ts'

export interface Shopper {
  readonly words: Messages
  readonly lines: Locator
  readonly line: (name: string) => Locator
  readonly total: Locator
  readonly notice: Locator
  readonly heading: (title: string) => Locator
  readonly button: (label: string | RegExp) => Locator
  readonly press: (label: string | RegExp) => Promise<void>
}

export function shopperAt(page: Page, language: Language): Shopper {
  const words = messagesOf(language)
  const lines = page.getByRole('list', { name: words.basket.lines, exact: true }).getByRole('listitem')
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  return {
    words,
    lines,
    line: (name) => lines.filter({ hasText: name }),
    total: page.locator('.totals-amount'),
    notice: page.getByRole('alert'),
    heading: (title) => page.getByRole('heading', { name: title }),
    button,
    press: (label) => button(label).click(),
  }
}
