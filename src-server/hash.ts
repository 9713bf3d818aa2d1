/** SHA-256 as lower-case hexadecimal, of text (UTF-8) or bytes. */

import { createHash } from 'node:crypto'

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
