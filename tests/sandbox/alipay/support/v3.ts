/**
 * The official SDK at the gateway's REST door, over real sockets: it verifies every answer with its own code. Its clock
 * is the bench's, so that a day passes when the test says so.
 */

import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AlipaySdk } from 'alipay-sdk'
import * as v from 'valibot'
import { vi } from 'vitest'
import { type AlipayBench, type AlipayDemoKeys, notifyUrl, number } from './bench.ts'

export const modes = ['key', 'certificate'] as const
export type Mode = (typeof modes)[number]

/** What came back: a status with data, or with the code of a refusal; `broken` when nothing did that can be believed. */
export interface Heard {
  readonly status: number | undefined
  readonly data?: Readonly<Record<string, unknown>>
  readonly code?: string
  readonly message?: string
}

export interface V3Door {
  readonly url: string
  readonly sdk: AlipaySdk
  readonly post: (name: string, body: object) => Promise<Heard>
  readonly get: (name: string, query: Readonly<Record<string, string>>) => Promise<Heard>
  /** When the last answer says it was signed. */
  readonly stampedAtMs: () => number
}

const headersSchema = v.object({ response: v.object({ headers: v.array(v.instance(Buffer)) }) })

/** As the client's own library saw it; the SDK does not look at it. */
let stamp: string | undefined
subscribe('undici:request:headers', (message) => {
  const { headers } = v.parse(headersSchema, message).response
  const texts = headers.map((header) => header.toString())
  const at = texts.indexOf('alipay-timestamp')
  stamp = at < 0 ? undefined : texts[at + 1]
})

const field = (thrown: object, name: string): unknown => Object.getOwnPropertyDescriptor(thrown, name)?.value

function heardFailure(thrown: unknown): Heard {
  if (!(thrown instanceof Error)) throw thrown
  const [code, status] = [field(thrown, 'code'), field(thrown, 'responseHttpStatus')]
  return {
    status: typeof status === 'number' ? status : undefined,
    code: typeof code === 'string' ? code : 'broken',
    message: thrown.message,
  }
}

export function sdkOf({ directories, merchant: { appId } }: AlipayDemoKeys, mode: Mode, endpoint: string) {
  const { merchant, certificateMerchant } = directories
  const read = (directory: string, name: string): string => readFileSync(join(directory, name), 'utf8')
  const privateKey = read(merchant, 'app-private-key.pem')
  const common = { appId, privateKey, keyType: 'PKCS8', endpoint, camelcase: false } as const
  if (mode === 'key')
    return new AlipaySdk({ ...common, alipayPublicKey: read(merchant, 'platform-public-key.pem') })
  return new AlipaySdk({
    ...common,
    appCertContent: read(certificateMerchant, 'app.crt'),
    alipayRootCertContent: read(certificateMerchant, 'root.crt'),
    alipayPublicCertContent: read(certificateMerchant, 'platform.crt'),
  })
}

export const pathOf = (name: string): string => `/v3/${name.replaceAll('.', '/')}`

export async function openV3Door(bench: AlipayBench, keys: AlipayDemoKeys, mode: Mode): Promise<V3Door> {
  vi.spyOn(Date, 'now').mockImplementation(() => bench.clock.nowMs())
  const url = await bench.sandbox.app.listen({ host: '127.0.0.1', port: 0 })
  const sdk = sdkOf(keys, mode, url)
  const call = async (verb: 'GET' | 'POST', name: string, options: object): Promise<Heard> => {
    try {
      const { data, responseHttpStatus: status } = await sdk.curl(verb, pathOf(name), options)
      return { status, data }
    } catch (thrown) {
      return heardFailure(thrown)
    }
  }
  return {
    url,
    sdk,
    post: (name, body) => call('POST', name, { body }),
    get: (name, query) => call('GET', name, { query }),
    stampedAtMs: () => Number(stamp),
  }
}

export const v3Order = (changes: object = {}) => ({
  out_trade_no: number,
  total_amount: '128.40',
  subject: '3 号收银台',
  notify_url: notifyUrl,
  ...changes,
})
