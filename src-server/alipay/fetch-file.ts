/**
 * Fetches a file from an address the provider has just given, as its bytes: no signature, no redirect, an end in time
 * and in size. Everything that goes wrong is `TransportFailed`: the file can be asked for again.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { TransportFailed } from '../wechat/ports.ts'

export type FetchFile = (url: string) => Promise<Result<Uint8Array, TransportFailed>>

export interface FileLimits {
  readonly timeoutMs: number
  readonly bytesMax: number
}

const defaultFileLimits: FileLimits = { timeoutMs: 60_000, bytesMax: 67_108_864 }

const failed = (reason: string) => err<TransportFailed>({ kind: 'TransportFailed', reason })

async function read(response: Response, bytesMax: number): Promise<Result<Uint8Array, TransportFailed>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop cancels the stream and with it the connection.
    if (bytes > bytesMax) return failed(`file is over ${bytesMax} bytes`)
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

export function createFetchFile(limits: FileLimits = defaultFileLimits): FetchFile {
  return async (url) => {
    // fetch reports an unreachable host, a redirect and a time-out by rejecting.
    try {
      const signal = AbortSignal.timeout(limits.timeoutMs)
      const response = await fetch(url, { redirect: 'error', signal })
      if (response.status === 200) return await read(response, limits.bytesMax)
      await response.body?.cancel()
      return failed(`status ${response.status}`)
    } catch (thrown) {
      return failed(thrown instanceof Error ? thrown.name : 'unknown')
    }
  }
}
