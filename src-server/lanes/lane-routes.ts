/** Routes that only an authenticated lane reaches: the handler gets the lane, or is never called. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendRefusal } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { authenticate, type Lane } from './authenticate.ts'
import { createNonces } from './nonces.ts'

export type LaneHandler = (lane: Lane, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export interface LaneRoutes {
  get(path: string, handler: LaneHandler): void
  post(path: string, handler: LaneHandler): void
}

export function createLaneRoutes(app: FastifyInstance, ports: ServerPorts): LaneRoutes {
  const nonces = createNonces()
  const add =
    (method: 'GET' | 'POST') =>
    (url: string, handler: LaneHandler): void => {
      app.route({
        method,
        url,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const lane = await authenticate(ports, nonces, request)
          return lane.ok ? handler(lane.value, request, reply) : sendRefusal(reply, lane.error)
        },
      })
    }
  return { get: add('GET'), post: add('POST') }
}
