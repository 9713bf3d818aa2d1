/**
 * Carries the journal to the store server, behind the sale and never in its way. Entries leave in order; what the
 * server acknowledges is marked and nothing is ever deleted. Sending twice does no harm, so doubt means: send again.
 */

import { uploadBatch, uploadEntriesMax } from '../../domain/sync.ts'
import type { Clock, DiskRefusal, LinkRefusal, Outbox, Random, StoreServer } from '../ports.ts'
import { type Repetition, repeat, type StepOutcome } from '../schedule.ts'

/** Pause between looks at an empty outbox; a nudge shortens it. */
const uploadPauseMs = 2_000

export interface Upload {
  /** There is something new to send. */
  nudge(): void
  failure(): string | undefined
  stop(): void
}

export const refusalText = (refusal: LinkRefusal | DiskRefusal): string =>
  refusal.kind === 'Refused' ? refusal.message : refusal.reason

export function startUpload(needs: {
  readonly clock: Clock
  readonly random: Random
  readonly outbox: Outbox
  readonly server: StoreServer
}): Upload {
  const { outbox, server } = needs
  let failure: string | undefined

  function failed(reason: string): StepOutcome {
    failure = reason
    return 'failed'
  }

  async function step(): Promise<StepOutcome> {
    const entries = uploadBatch(outbox.waiting(uploadEntriesMax))
    const first = entries[0]
    if (!first) return 'pause'
    const answer = await server.upload({ epoch: first.epoch, entries })
    if (!answer.ok) return failed(refusalText(answer.error))
    const { head, quarantined } = answer.value
    if (head.epoch !== first.epoch) return failed(`the server expects epoch ${head.epoch}`)
    const marked = outbox.acknowledge(head.epoch, head.seq, quarantined.length)
    if (!marked.ok) return failed(refusalText(marked.error))
    if (head.seq < first.seq) return failed('the server lacks earlier entries')
    failure = undefined
    return 'again'
  }

  const repetition: Repetition = repeat(needs, uploadPauseMs, step)
  return { nudge: () => repetition.nudge(), failure: () => failure, stop: () => repetition.stop() }
}
