/** The door of a simulated machine: requests as the network brings them, and answers as it takes them away. */

import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { NetReply } from './network.ts'

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export function injected({ method, url, headers, body }: HttpCall): InjectOptions {
  const { pathname, search } = new URL(url)
  const payload = body === undefined || body === '' ? {} : { payload: body }
  return { method, url: pathname + search, headers, ...payload }
}

export function replyOf({ statusCode, headers, body, rawPayload }: LightMyRequestResponse): NetReply {
  const text = Object.entries(headers).map(([name, value]) => [name, String(value)])
  return { status: statusCode, headers: Object.fromEntries(text), body, bytes: rawPayload }
}
