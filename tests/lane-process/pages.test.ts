/** Lane and pages: a slow page skips views and never queues them, and nothing malformed reaches the loop. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Command } from '../../domain/contract/command.ts'
import type { LaneView } from '../../domain/contract/view.ts'
import type { Link } from '../../src-main/lane/link.ts'
import { openPages, type Pages, paintWaitMs } from '../../src-main/lane/pages.ts'
import { waitingView } from '../../src-main/lane/waiting-view.ts'
import { VirtualTime } from '../sim/virtual-time.ts'

const viewOf = (revision: number): LaneView =>
  waitingView({ reason: 'noCatalogue', detail: '' }, { revision, nowMs: 0, language: 'en' })

let time: VirtualTime
let pages: Pages
let heard: Command[]
let sent: (readonly [page: number, revision: number])[]
let attach: (page: number) => void
let detach: (page: number) => void
let say: (page: number, command: unknown) => void

beforeEach(() => {
  time = new VirtualTime()
  heard = []
  sent = []
  const link: Link = {
    onAttach: (listener) => {
      attach = listener
    },
    onDetach: (listener) => {
      detach = listener
    },
    onCommand: (listener) => {
      say = listener
    },
    send: (page, view) => void sent.push([page, view.revision]),
  }
  pages = openPages(link, time.clock({ offsetMs: 0 }))
  pages.onCommand((command) => heard.push(command))
})

const painted = (page: number, revision: number) => say(page, { kind: 'Painted', revision })

describe('pages', () => {
  it('gives a new page the newest view at once', () => {
    pages.show(viewOf(1))
    pages.show(viewOf(2))
    attach(1)
    expect(sent).toEqual([[1, 2]])
  })

  it('sends a page that paints slowly only the newest of what it missed', () => {
    attach(1)
    for (let revision = 1; revision <= 50; revision++) pages.show(viewOf(revision))
    painted(1, 1)
    expect(sent).toEqual([
      [1, 1],
      [1, 50],
    ])
  })

  it('does not wait for ever for a page that never says it painted', async () => {
    attach(1)
    pages.show(viewOf(1))
    pages.show(viewOf(2))
    await time.advance(paintWaitMs)
    expect(sent).toEqual([
      [1, 1],
      [1, 2],
    ])
  })

  it('lets one slow page hold up no other', () => {
    attach(1)
    attach(2)
    pages.show(viewOf(1))
    painted(2, 1)
    pages.show(viewOf(2))
    expect(sent).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
    ])
  })

  it('sends nothing to a page that has left', async () => {
    attach(1)
    pages.show(viewOf(1))
    detach(1)
    pages.show(viewOf(2))
    await time.advance(paintWaitMs)
    expect(sent).toEqual([[1, 1]])
  })

  it.each([
    undefined,
    null,
    7,
    'Pay',
    {},
    { kind: 'Pay', wallet: 1 },
    { kind: 'Pay', wallet: 'other' },
    { kind: 'Pay', wallet: 'wechat', amountMinor: 1 },
    { kind: 'EnterPin', pin: 'abcd' },
    { kind: 'Scan', text: 'x'.repeat(2_049), source: 'keyed' },
    { kind: 'Scan', text: '1', source: 'serial' },
    { kind: 'SettlePayment' },
    { kind: '__proto__' },
  ])('drops %j unheard and counts it', (command) => {
    attach(1)
    say(1, command)
    expect(heard).toEqual([])
    expect(pages.dropped()).toBe(1)
  })

  it('hears what a shopper may ask', () => {
    attach(1)
    say(1, { kind: 'Pay', wallet: 'wechat' })
    expect(heard).toEqual([{ kind: 'Pay', wallet: 'wechat' }])
  })
})
