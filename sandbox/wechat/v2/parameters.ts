/** What makes two v2 requests the same: a number belongs for ever to the first request that used it. */

import canonicalize from 'canonicalize'
import { present } from '../../../domain/result.ts'
import type { Words } from './xml.ts'

/** What changes from one send to the next and is no parameter of the order. */
const fleeting: ReadonlySet<string> = new Set(['nonce_str', 'sign', 'auth_code', 'face_code'])

export const parametersOf = (words: Words): string =>
  present(
    canonicalize(Object.fromEntries(Object.entries(words).filter(([name]) => !fleeting.has(name)))),
    'a parsed request has a canonical form',
  )
