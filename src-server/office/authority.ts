/**
 * Who the office is: whoever shows its token, from the server's own machine. Programs show it as a bearer token; pages
 * in a browser are asked for it, and only ever read with it.
 */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { ServerPorts } from '../ports.ts'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** What a proxy on this machine adds for somebody who is elsewhere. */
const proxied = ['forwarded', 'x-forwarded-for', 'via'] as const

const isHere = ({ ip, headers }: FastifyRequest): boolean =>
  loopback.has(ip) && proxied.every((name) => headers[name] === undefined)

/** Hashed first, so that comparing takes the same time for every length. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isSame = (shown: string, expected: string): boolean => timingSafeEqual(digest(shown), digest(expected))

export function isOffice({ settings }: ServerPorts, request: FastifyRequest): boolean {
  return isSame(request.headers.authorization ?? '', `Bearer ${settings.officeToken}`) && isHere(request)
}

/** What a browser sends after it asked for name and password: the office's token is the password, the name is free. */
function passwordOf(authorization: string): string {
  const [scheme = '', credentials = ''] = authorization.split(' ')
  if (scheme.toLowerCase() !== 'basic') return ''
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

export function mayReadPages(ports: ServerPorts, request: FastifyRequest): boolean {
  if (isOffice(ports, request)) return true
  const shown = passwordOf(request.headers.authorization ?? '')
  return isSame(shown, ports.settings.officeToken) && isHere(request)
}

/** With a 401 it makes a browser ask. */
export const pageChallenge = 'Basic realm="Scanway office", charset="UTF-8"'
