/**
 * What the WeChat Pay client needs from the world: the time, fresh nonces and a way to send bytes. A simulation
 * plugs in its own; the one real sender is `fetch-send.ts`. Nothing here may know about keys or orders.
 */

import type { Result } from '../../domain/result.ts'

export interface Clock {
  readonly nowMs: () => number
}

/** Gives an unguessable string of 16 to 32 letters and digits, a new one each time. */
export type NonceSource = () => string

/** Header names are lower case. */
export type Headers = Readonly<Record<string, string>>

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly url: string
  readonly headers: Headers
  /** Empty for GET. Sent as these very UTF-8 bytes, because they are signed. */
  readonly body: string
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** No whole answer arrived. Whether the other side acted is not known. */
export interface TransportFailed {
  readonly kind: 'TransportFailed'
  readonly reason: string
}

export type HttpSend = (request: HttpRequest) => Promise<Result<HttpResponse, TransportFailed>>

/** An answer that is a file. */
export interface HttpFile {
  readonly status: number
  readonly bytes: Uint8Array
}

export type HttpDownload = (request: HttpRequest) => Promise<Result<HttpFile, TransportFailed>>
