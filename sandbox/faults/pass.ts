/**
 * One call on its way through the faults of the network: whatever provider it belongs to, it may be late, lost before
 * or after it was done, broken off, or answered by another machine. What the answer says is none of its business.
 */

import type { FastifyReply } from 'fastify'
import type { SandboxClock } from '../ports.ts'
import type { FaultAction } from './actions.ts'
import { type Api, traitsByApi } from './apis.ts'
import type { Faults } from './faults.ts'
import type { Holds } from './holds.ts'

/** The whole answer as it would leave. */
export interface Outgoing {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

/** What every endpoint needs to let its calls suffer; one per running platform. */
export interface Trouble {
  readonly faults: Faults
  readonly holds: Holds
  /** Dies without a word and comes back; the books stay. */
  readonly restart: () => void
}

export interface Passage {
  readonly trouble: Trouble
  readonly clock: SandboxClock
  readonly api: Api
  readonly outTradeNo: string | undefined
  readonly fault: FaultAction | undefined
  readonly reply: FastifyReply
}

/** Breaks the connection without a byte of answer. */
function drop(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.destroy()
}

/** What a broken machine in front of the provider says: a page, and no signature. */
const sendErrorPage = (reply: FastifyReply, status: number) =>
  reply.code(status).type('text/html').send(`<html><body><h1>${status} Bad Gateway</h1></body></html>`)

/** Half of the body, and then nothing: the length was promised, the connection ends. */
function breakOff(reply: FastifyReply, { status, headers, body }: Outgoing): void {
  const whole = Buffer.from(body)
  reply.hijack()
  reply.raw.writeHead(status, { ...headers, 'content-length': String(whole.length) })
  reply.raw.write(whole.subarray(0, Math.floor(whole.length / 2)), () => reply.raw.destroy())
}

export const sendWhole = (reply: FastifyReply, { status, headers, body }: Outgoing) =>
  body.length === 0
    ? reply.code(status).headers(headers).send()
    : reply.code(status).headers(headers).send(body)

/** Faults of the first half: before anything is done. True when they already answered. */
async function sufferBefore(passage: Passage): Promise<boolean> {
  const { fault, reply, clock, trouble, outTradeNo } = passage
  if (fault?.kind === 'delay') await clock.wait(fault.ms)
  if (fault?.kind === 'hold_until_reversed') await trouble.holds.wait(outTradeNo ?? '')
  if (fault?.kind === 'drop_before_commit') drop(reply)
  if (fault?.kind === 'error_before_commit') sendErrorPage(reply, fault.status)
  return fault?.kind === 'drop_before_commit' || fault?.kind === 'error_before_commit'
}

/** Faults of the second half: it is done, and now the answer suffers. */
async function sendThrough({ fault, reply, clock, trouble }: Passage, answer: Outgoing): Promise<void> {
  if (fault?.kind === 'delay_after_commit') await clock.wait(fault.ms)
  if (fault?.kind === 'restart') trouble.restart()
  if (fault?.kind === 'drop_after_commit' || fault?.kind === 'restart') drop(reply)
  else if (fault?.kind === 'error_after_commit') sendErrorPage(reply, fault.status)
  else if (fault?.kind === 'truncate_answer') breakOff(reply, answer)
  else sendWhole(reply, answer)
}

/** `work` does the call and gives the finished answer; it is run once or, when the request is lost, never. */
export async function passThrough(passage: Passage, work: () => Outgoing): Promise<FastifyReply> {
  const { reply, trouble, api, outTradeNo } = passage
  if (await sufferBefore(passage)) return reply
  const answer = work()
  if (traitsByApi[api].role === 'reverse') trouble.holds.release(outTradeNo ?? '')
  await sendThrough(passage, answer)
  return reply
}
