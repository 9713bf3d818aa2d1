/**
 * A wire's calls, and what every fault that fits them does to each: the table runs every story, and fails where a new
 * call or a new fault has no line. What is heard, and by which client, is the table's own.
 */

import { describe, expect, test } from 'vitest'
import { type FaultAction, type FaultKind, isFitting } from '../../../sandbox/faults/actions.ts'
import { type Api, apis, traitsByApi, type Wire } from '../../../sandbox/faults/apis.ts'
import { faultClasses } from '../../../sandbox/faults/classes.ts'
import type { Sandbox } from '../../../sandbox/gateway.ts'

export interface Endpoint<Heard> {
  /** What must be so before the call. */
  readonly before?: () => Promise<unknown>
  readonly call: () => Promise<Heard>
  /** The answer of a day on which nothing goes wrong. */
  readonly fine: object
  /** Whether the platform did what was asked; left out where a call only asks. */
  readonly isDone?: () => boolean
}

export interface Story<Heard> {
  readonly action: FaultAction
  readonly seen: object | 'fine'
  readonly isDone: boolean
  /** What asking, waiting or reading shows afterwards. */
  readonly after?: (heard: Heard) => Promise<void>
}

export const story = <Heard>(
  action: FaultAction,
  seen: Story<Heard>['seen'],
  isDone: boolean,
  after?: Story<Heard>['after'],
): Story<Heard> => ({ action, seen, isDone, ...(after && { after }) })

export type Stories<Heard> = Partial<Record<FaultKind, readonly Story<Heard>[]>>

export interface FaultTable<Heard> {
  /** Every call that speaks it is in the table. */
  readonly wire: Wire
  readonly endpoints: Partial<Record<Api, Endpoint<Heard>>>
  /** Troubles of the way, which strike every call alike. */
  readonly onTheWay: Stories<Heard>
  /** What only one kind of call can suffer, or suffers otherwise. */
  readonly own: Partial<Record<Api, Stories<Heard>>>
  readonly sandbox: () => Sandbox
}

/** Seen apart: a charge that is held has to be ended by somebody else meanwhile. */
const apart: ReadonlySet<FaultKind> = new Set(['hold_until_reversed'])

const allKinds = [...new Set(Object.values(faultClasses).flatMap(({ kinds }): readonly FaultKind[] => kinds))]

const fitting = (api: Api): readonly FaultKind[] =>
  allKinds.filter((kind) => isFitting(kind, traitsByApi[api]) && !apart.has(kind))

const optionsOf = ({ kind, ...more }: FaultAction): string =>
  [kind, ...Object.values(more).map(String)].join(' ')

async function arm({ app }: Sandbox, api: Api, action: FaultAction): Promise<void> {
  const payload = { match: { api }, do: action }
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/ctl/faults', payload })
  if (statusCode !== 201) throw new Error(`fault refused: ${body}`)
}

/** How often the only armed fault met its call. */
export const struckTimes = async ({ app }: Sandbox): Promise<number> =>
  (await app.inject('/ctl/faults')).json().faults[0]?.seen

export const disarm = async ({ app }: Sandbox): Promise<void> =>
  void (await app.inject({ method: 'DELETE', url: '/ctl/faults' }))

export function describeFaults<Heard>({ wire, endpoints, onTheWay, own, sandbox }: FaultTable<Heard>): void {
  const storiesOf = (api: Api, kind: FaultKind): readonly Story<Heard>[] =>
    own[api]?.[kind] ?? onTheWay[kind] ?? []
  const calls = apis.filter((api) => traitsByApi[api].wire === wire && traitsByApi[api].role !== 'notify')

  describe.each(calls)('%s under', (api) => {
    const stories = fitting(api).flatMap((kind) => storiesOf(api, kind))
    test.each(stories.map((story) => [optionsOf(story.action), story] as const))('%s', async (_, story) => {
      const endpoint = endpoints[api]
      if (endpoint === undefined) throw new Error(`${api} has no line`)
      await endpoint.before?.()
      await arm(sandbox(), api, story.action)
      const heard = await endpoint.call()
      expect(heard).toMatchObject(story.seen === 'fine' ? endpoint.fine : story.seen)
      // Some clients send a call again by themselves when the connection broke.
      expect(await struckTimes(sandbox()), 'calls that the fault met').toBeGreaterThan(0)
      if (endpoint.isDone) expect(endpoint.isDone(), 'done by the platform').toBe(story.isDone)
      await story.after?.(heard)
    })
  })

  test('the table leaves no fault out that fits a call, and has none that fits nowhere', () => {
    expect(Object.keys(endpoints).sort()).toEqual([...calls].sort())
    for (const api of calls) {
      expect(fitting(api).filter((kind) => storiesOf(api, kind).length === 0)).toEqual([])
      const extra = Object.keys(own[api] ?? {}).filter((kind) => !fitting(api).some((each) => each === kind))
      expect(extra, api).toEqual([])
    }
  })
}
