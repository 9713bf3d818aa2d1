/** The catalogue as lanes fetch it: head, changes, and the image as a file. */

import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import * as v from 'valibot'
import { paths } from '../../domain/contract/wire.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CatalogueVersion } from '../../domain/sync.ts'
import { type HttpRefusal, refuse, sendRefusal, sendResult } from '../http/refusal.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { catalogueChanges, catalogueHead } from './changes.ts'

/** Headers of the image: which version it is, and the hash of the bytes sent. */
const imageHeaders = {
  epoch: 'scanway-catalogue-epoch',
  version: 'scanway-catalogue-version',
  sha256: 'scanway-sha256',
} as const

const sinceSchema = v.pipe(
  v.object({
    epoch: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
    since: v.pipe(v.string(), v.regex(/^\d{1,15}$/)),
  }),
  v.transform(({ epoch, since }): CatalogueVersion => ({ epoch, version: Number(since) })),
)

function readSince(query: unknown): Result<CatalogueVersion, HttpRefusal> {
  const parsed = v.safeParse(sinceSchema, query)
  if (parsed.success) return ok(parsed.output)
  return refuse(400, 'QueryRefused', 'Ask with the epoch and the version of the copy: ?epoch=…&since=….')
}

const notReady: HttpRefusal = {
  status: 503,
  error: 'ImageNotReady',
  message: 'The catalogue image is being made. Ask again shortly.',
  retryAfterSeconds: 1,
}

/** Opened before the answer begins, so that a newer image cannot take the file away in between. */
const openFile = (file: string) =>
  open(file, 'r').then(
    (handle) => ok(handle),
    () => err(notReady),
  )

async function sendImage(ports: ServerPorts, storeId: string, reply: FastifyReply): Promise<FastifyReply> {
  const row = await ports.db
    .selectFrom('catalogue_image')
    .selectAll()
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  if (row === undefined) return sendRefusal(reply, notReady)
  const opened = await openFile(join(ports.settings.imageDirectory, row.file))
  if (!opened.ok) return sendRefusal(reply, opened.error)
  return reply
    .header('content-type', 'application/zstd')
    .header('content-length', row.bytes)
    .header(imageHeaders.epoch, row.epoch)
    .header(imageHeaders.version, row.version)
    .header(imageHeaders.sha256, row.sha256)
    .send(createReadStream('', { fd: opened.value }))
}

export function addCatalogueRoutes(ports: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.get(paths.catalogueHead, async ({ storeId }, _request, reply) =>
    reply.send(await catalogueHead(ports.db, storeId)),
  )
  laneRoutes.get(paths.catalogueChanges, async ({ storeId }, request, reply) => {
    const since = readSince(request.query)
    return sendResult(reply, since.ok ? await catalogueChanges(ports.db, storeId, since.value) : since)
  })
  laneRoutes.get(paths.catalogueImage, ({ storeId }, _request, reply) => sendImage(ports, storeId, reply))
}
