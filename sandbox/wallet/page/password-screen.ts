/** Where a shopper confirms with six digits. They go to the platform with the one press and are kept nowhere. */

import type { Sheet } from './api.ts'
import { button, h } from './dom.ts'
import { money, type View } from './screens.ts'

const passwordDigits = 6

export interface PasswordPresses {
  readonly onPassword: (password: string) => void
  readonly onReject: () => void
  readonly onLeave: () => void
}

export function passwordScreen(
  { words }: View,
  sheet: Sheet,
  mistake: string | undefined,
  presses: PasswordPresses,
): HTMLElement {
  const input = h('input', {
    class: 'field password',
    id: 'password',
    type: 'password',
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: String(passwordDigits),
    pattern: `[0-9]{${passwordDigits}}`,
    'aria-label': words.passwordLabel,
    ...(mistake !== undefined && { 'aria-describedby': 'mistake' }),
  })
  const form = h(
    'form',
    { class: 'password-form' },
    h('label', { for: 'password' }, words.passwordTitle),
    input,
    h('p', { class: 'quiet' }, words.passwordHint),
    ...(mistake === undefined ? [] : [h('p', { class: 'mistake', id: 'mistake', role: 'alert' }, mistake)]),
    h('button', { class: 'main', type: 'submit', id: 'pay' }, words.confirm),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (/^\d{6}$/.test(input.value)) presses.onPassword(input.value)
    else input.focus()
  })
  return h(
    'main',
    { class: 'sheet', tabindex: '-1' },
    h(
      'section',
      { class: 'password-top' },
      h('p', { class: 'quiet' }, words.payTo),
      h('h1', { class: 'merchant' }, sheet.merchant),
      money(sheet.amount, 'large'),
      h('p', { class: 'description' }, sheet.description),
    ),
    form,
    h(
      'div',
      { class: 'foot pair' },
      button({ class: 'plain', id: 'reject' }, presses.onReject, words.reject),
      button({ class: 'plain', id: 'leave' }, presses.onLeave, words.leave),
    ),
  )
}
