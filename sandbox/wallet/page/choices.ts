/** Which wallet the phone plays, and who holds it: two rows of choices, one press each. */

import { type Provider, providers } from './api.ts'
import { button, h } from './dom.ts'
import { type PersonKind, personKinds } from './messages.ts'
import type { View } from './screens.ts'

interface Row<T extends string> {
  readonly label: string
  readonly all: readonly T[]
  readonly chosen: T
  readonly nameOf: (choice: T) => string
  readonly onChoose: (choice: T) => void
}

const choicesOf = <T extends string>({ label, all, chosen, nameOf, onChoose }: Row<T>, form: string) =>
  h(
    'div',
    { class: `choices ${form}`, role: 'group', 'aria-label': label },
    ...all.map((choice) =>
      button(
        { class: 'choice', 'data-choice': choice, 'aria-pressed': String(choice === chosen) },
        () => onChoose(choice),
        nameOf(choice),
      ),
    ),
  )

export const walletChoice = (
  { words }: View,
  chosen: Provider,
  onChoose: (provider: Provider) => void,
): HTMLElement => {
  const nameOf = (provider: Provider): string => words[provider]
  return choicesOf({ label: words.whichWallet, all: providers, chosen, nameOf, onChoose }, 'choices-wallet')
}

export const personChoice = (
  { words }: View,
  chosen: PersonKind,
  onChoose: (person: PersonKind) => void,
): HTMLElement => {
  const nameOf = (person: PersonKind): string => words.people[person]
  return h(
    'section',
    { class: 'person' },
    h('h2', { class: 'title' }, words.person),
    choicesOf({ label: words.person, all: personKinds, chosen, nameOf, onChoose }, 'choices-person'),
    h('p', { class: 'quiet' }, words.peopleHints[chosen]),
  )
}
