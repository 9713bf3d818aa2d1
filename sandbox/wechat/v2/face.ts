/** `POST /face/get_wxpayface_authinfo`: opens a face terminal's SDK for an hour. */

import { newNonce } from '../ids.ts'
import type { V2Endpoint } from './endpoint.ts'
import { succeeded } from './reply.ts'
import { authInfoSchema, readFields } from './request-schema.ts'

const expiresInSeconds = 3_600

export const authInfo: V2Endpoint = {
  api: 'v2_authinfo',
  url: '/face/get_wxpayface_authinfo',
  handle({ random }, words) {
    const read = readFields(authInfoSchema, words)
    if (!read.ok) return read.error
    return succeeded({ authinfo: newNonce(random) + newNonce(random), expires_in: String(expiresInSeconds) })
  },
}
