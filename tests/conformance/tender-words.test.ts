/**
 * What a card with stored value is called, wherever a person may read of it: whoever pays with it at the kiosk has to
 * find it again on paper, on the web and in the office.
 */

import { describe, expect, it } from 'vitest'
import { receiptWords } from '../../hardware/printer/receipt-words.ts'
import { englishWords } from '../../src-server/day-end/words-en.ts'
import { chineseWords } from '../../src-server/day-end/words-zh.ts'
import { officeWords } from '../../src-server/office-pages/words.ts'
import { deskWords } from '../../src-server/payment-desk/words.ts'
import { words as webWords } from '../../src-server/receipt/words.ts'
import { messagesOf } from '../../ui/messages/messages.ts'

describe.each([
  ['zh-CN', '储值卡', chineseWords],
  ['en', 'store card', englishWords],
] as const)('in %s', (language, term, dayEnd) => {
  const { tender, refund } = messagesOf(language)
  const paper = receiptWords[language]
  const desk = deskWords[language]

  it.each([
    ['the kiosk', tender.covered.storedValue('1234')],
    ['the refund desk', refund.card('1234')],
    ['the paper receipt', paper.tenders.storedValue],
    ['the refund slip', paper.refund.backToCard],
    ['the refund slip, where it says what now', paper.refund.onCard],
    ['the web receipt', webWords[language].storedValue],
    ['the payment desk', desk.tenders.storedValue],
    ['the payment desk, of a sale without a wallet', desk.noWallet],
    ['a payment’s story', desk.events.cardRefunded],
    ['the end of day', dayEnd.cards],
    ['the end of day, of money back', dayEnd.cardRefunds],
    ['the office, of a refund in parts', officeWords[language].refusals['RefundSplit'] ?? ''],
  ])('%s calls it by its one name', (_, text) => {
    expect(text.toLowerCase()).toContain(term)
  })
})
