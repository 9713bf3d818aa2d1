/**
 * Downloads the ready catalogue image next to the copy it will replace, and lets nothing through whose bytes are not
 * the announced ones. What was half loaded is thrown away: an image is loaded whole or anew.
 */

import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CatalogueHead, paths } from '../../domain/contract/wire.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { LinkRefusal } from '../../lane/ports.ts'
import { type ClientNeeds, signedHeaders } from '../../lane/sync/server-client.ts'

/** A million items are some 70 MB; even a slow store line is done by then. */
const imageTimeoutMs = 600_000

type Image = NonNullable<CatalogueHead['image']>

const failed = (reason: string) => err<LinkRefusal>({ kind: 'Unreachable', reason })

/** Hashes what passes and stops a body that is longer than announced. */
function measured(image: Image) {
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength
      hash.update(chunk)
      if (bytes > image.bytes) done(new Error('the image is longer than announced'))
      else done(null, chunk)
    },
  })
  return { meter, matches: () => bytes === image.bytes && hash.digest('hex') === image.sha256 }
}

/** Loads the image to `path`; the file is there, whole and right, exactly when this is `ok`. */
export async function downloadImage(
  needs: Omit<ClientNeeds, 'send'>,
  image: Image,
  path: string,
): Promise<Result<void, LinkRefusal>> {
  const method = 'GET'
  const headers = signedHeaders(needs, { method, path: paths.catalogueImage, body: '' })
  const { meter, matches } = measured(image)
  try {
    const signal = AbortSignal.timeout(imageTimeoutMs)
    const reply = await fetch(needs.url + paths.catalogueImage, {
      method,
      headers,
      redirect: 'error',
      signal,
    })
    if (reply.status !== 200 || !reply.body) return failed(`the server answered ${reply.status}`)
    await pipeline(reply.body, meter, createWriteStream(path, { mode: 0o600 }))
    if (matches()) return ok(undefined)
    await rm(path, { force: true })
    return failed('the image is not the announced one')
  } catch (failure) {
    await rm(path, { force: true })
    return failed(failure instanceof Error ? failure.message : 'the image did not arrive')
  }
}
