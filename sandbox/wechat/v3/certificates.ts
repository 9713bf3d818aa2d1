/** `GET /v3/certificates`: the platform's certificates, each sealed under the merchant's APIv3 key. */

import { X509Certificate } from 'node:crypto'
import { newSealNonce } from '../ids.ts'
import { seal } from '../signature.ts'
import { beijingTime } from '../time.ts'
import type { Endpoint } from './endpoint.ts'
import { answered } from './reply.ts'

export const certificates: Endpoint = {
  api: 'certificates',
  method: 'GET',
  url: '/v3/certificates',
  handle({ keys, random }) {
    const data = keys.platformKeys.flatMap(({ serial, certificatePem }) => {
      if (certificatePem === undefined) return []
      const { validFromDate, validToDate } = new X509Certificate(certificatePem)
      return [
        {
          serial_no: serial,
          effective_time: beijingTime(validFromDate.getTime()),
          expire_time: beijingTime(validToDate.getTime()),
          encrypt_certificate: seal(keys.apiV3Key, certificatePem, 'certificate', newSealNonce(random)),
        },
      ]
    })
    return answered({ data })
  },
}
