/** The certificate a TLS connection really showed, read from the socket for each call. */

import { TLSSocket } from 'node:tls'
import type { PeerCertificate } from './wechat/ports.ts'

export const shownCertificate: PeerCertificate = ({ raw: { socket } }) =>
  socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined
