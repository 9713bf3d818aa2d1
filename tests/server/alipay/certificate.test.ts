/** Certificate serials and key files: what the official SDK says of the same files, and what a store must refuse. */

import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AlipaySdk } from 'alipay-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AlipayKeyDirectories } from '../../../sandbox/alipay/demo-keys.ts'
import {
  certificateSn,
  certificatesOf,
  isIssuedUnder,
  rootSn,
} from '../../../src-server/alipay/certificate.ts'
import { loadAlipayKeys } from '../../../src-server/alipay/keys.ts'
import { type AlipayDemoKeys, alipayDemoKeys } from '../../sandbox/alipay/support/bench.ts'

/** An RSA root whose name has four parts and a comma in one of them, and an elliptic one, as in Alipay's own file. */
const roots = `-----BEGIN CERTIFICATE-----
MIICoDCCAgmgAwIBAgIUBkSRHnZIzU2f/39FAJzMN3R9UwMwDQYJKoZIhvcNAQEL
BQAwYTELMAkGA1UEBhMCQ04xEDAOBgNVBAoMB1NjYW53YXkxITAfBgNVBAsMGENl
cnRpZmljYXRpb24sIEF1dGhvcml0eTEdMBsGA1UEAwwUU2NhbndheSBUZXN0IFJv
b3QgUjEwIBcNMjYxMTIyMDUxODExWhgPMjEyNjEwMjkwNTE4MTFaMGExCzAJBgNV
BAYTAkNOMRAwDgYDVQQKDAdTY2Fud2F5MSEwHwYDVQQLDBhDZXJ0aWZpY2F0aW9u
LCBBdXRob3JpdHkxHTAbBgNVBAMMFFNjYW53YXkgVGVzdCBSb290IFIxMIGfMA0G
CSqGSIb3DQEBAQUAA4GNADCBiQKBgQCqRuiwmrVG3WHgC2F0FoZbfvNNlhAx1FGI
BqDjlyzd71Lm6uTWhniz/10oXHS0Vc7X1WzfbmKB1s1f25WXFxlFsf4D2zwxvBjR
TsE/KzvshDWyOy3UjtFcgD+CXmC7Ud0W0hDvlS8VAVzQmN/ZQz+5WW7ClsjgqRMY
tYJqm1FgKwIDAQABo1MwUTAdBgNVHQ4EFgQUQMO/9g7+JX8CBxZhWkBqdZJWVfsw
HwYDVR0jBBgwFoAUQMO/9g7+JX8CBxZhWkBqdZJWVfswDwYDVR0TAQH/BAUwAwEB
/zANBgkqhkiG9w0BAQsFAAOBgQBnohfTfBOKv0ir/urU23dFhVQdj5cqwdd+J2x3
/XWrOkTvAfsrFylSvCOJDiz8Lm7LTF3JfxlwJ2FK+0JWjasjeun8/KMFUly5fBiV
3IqEup9ZAgy/1DZxxQtMGxCE5p3l8FAJX8CFztSn8fZ0ea6CaKcMyRAYu7e4ArRg
TKO5xw==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIB0jCCAXmgAwIBAgIUJyHKvd3NuilNv1GarJP2oAdoqIMwCgYIKoZIzj0EAwIw
PjELMAkGA1UEBhMCQ04xEDAOBgNVBAoMB1NjYW53YXkxHTAbBgNVBAMMFFNjYW53
YXkgVGVzdCBSb290IEUxMCAXDTI2MTEyMjA1MTgxMVoYDzIxMjYxMDI5MDUxODEx
WjA+MQswCQYDVQQGEwJDTjEQMA4GA1UECgwHU2NhbndheTEdMBsGA1UEAwwUU2Nh
bndheSBUZXN0IFJvb3QgRTEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAROaUF7
B43SBL33YUrtuliJPtqEqft8xvD1QGmeuwcHD60Am+R9HSSBoYO8O3oFH6DDXWKX
9BGHZjpsAnsu1hDYo1MwUTAdBgNVHQ4EFgQUVZa+h7PGK2pN2kYxG0zTgy3yVQYw
HwYDVR0jBBgwFoAUVZa+h7PGK2pN2kYxG0zTgy3yVQYwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNHADBEAiAgUN1TIKVOZ7jMkudJllo8l5WeIb8gkMlPCt00
QiGo0gIgZpOcup4SDCCiE160gqmkcEJLurolnzkKqrFKpUwUluI=
-----END CERTIFICATE-----
`

/** Made once: four RSA keys take their time. Who spoils files does it to a copy. */
let keys: AlipayDemoKeys
let spoilable: AlipayKeyDirectories
beforeAll(() => {
  keys = alipayDemoKeys()
})
afterAll(() => keys.remove())
beforeEach(() => {
  const { merchant, certificateMerchant, gateway } = keys.directories
  const copy = mkdtempSync(join(dirname(merchant), 'copy-'))
  const copyOf = (directory: string): string => {
    const to = join(copy, basename(directory))
    cpSync(directory, to, { recursive: true })
    return to
  }
  spoilable = {
    merchant: copyOf(merchant),
    certificateMerchant: copyOf(certificateMerchant),
    gateway: copyOf(gateway),
  }
})

const text = (directory: string, name: string): string => readFileSync(join(directory, name), 'utf8')

/** What the official SDK computes from the same files. */
function officialSerials(directory: string, rootText: string) {
  const { config } = new AlipaySdk({
    appId: '1',
    privateKey: text(directory, 'app-private-key.pem'),
    keyType: 'PKCS8',
    appCertContent: text(directory, 'app.crt'),
    alipayRootCertContent: rootText,
    alipayPublicCertContent: text(directory, 'platform.crt'),
  })
  return { app: config.appCertSn, root: config.alipayRootCertSn, platform: config.alipayCertSn }
}

describe('serials', () => {
  test('are those of the official SDK, for names of several parts and files of several roots', () => {
    const directory = keys.directories.certificateMerchant
    const official = officialSerials(directory, roots)
    expect(rootSn(certificatesOf(roots))).toBe(official.root)
    expect(certificatesOf(text(directory, 'app.crt')).map(certificateSn)).toEqual([official.app])
    expect(certificatesOf(text(directory, 'platform.crt')).map(certificateSn)).toEqual([official.platform])
  })

  test('are what the loaded keys send, and what the platform recomputes', () => {
    const { trust } = keys.certified
    const official = officialSerials(
      keys.directories.certificateMerchant,
      text(keys.directories.certificateMerchant, 'root.crt'),
    )
    expect(trust).toMatchObject({ appCertSn: official.app, rootCertSn: official.root })
    expect(keys.gateway).toMatchObject({
      appCertificateSn: official.app,
      rootCertificateSn: official.root,
      current: { certificateSn: official.platform },
    })
  })
})

describe('issuing', () => {
  test('a certificate of our root is ours, one of another root is not', () => {
    const directory = keys.directories.certificateMerchant
    const [leaf] = certificatesOf(text(directory, 'platform.crt'))
    const own = certificatesOf(text(directory, 'root.crt'))
    if (leaf === undefined) throw new Error('no certificate')
    expect(isIssuedUnder(leaf, [], own)).toBe(true)
    expect(isIssuedUnder(leaf, own, certificatesOf(roots))).toBe(false)
  })
})

describe('key files', () => {
  const refusal = (directory: string, kind: string) =>
    expect(loadAlipayKeys(directory)).toMatchObject({ ok: false, error: { kind } })

  test('of the demo are for their owner only, and each side holds only its own private keys', () => {
    const { merchant, certificateMerchant, gateway } = keys.directories
    for (const directory of [merchant, certificateMerchant, gateway]) {
      expect(statSync(directory).mode & 0o777).toBe(0o700)
      for (const name of readdirSync(directory))
        expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600)
    }
    const secretsOf = (directory: string): readonly string[] =>
      readdirSync(directory)
        .map((name) => text(directory, name))
        .filter((content) => content.includes('PRIVATE KEY'))
    const ours = new Set([...secretsOf(merchant), ...secretsOf(certificateMerchant)])
    expect(ours.size).toBe(1)
    expect(secretsOf(gateway).filter((secret) => ours.has(secret))).toEqual([])
  })

  test.each(['alipay.json', 'app-private-key.pem', 'platform-public-key.pem'])(
    '%s that others may read stops the start by name',
    (name) => {
      chmodSync(join(spoilable.merchant, name), 0o640)
      refusal(spoilable.merchant, 'KeyFileExposed')
    },
  )

  test.each([
    ['alipay.json', '{"mode":"key"}'],
    ['alipay.json', '{"mode":"key","appId":"20210001","sellerId":"20880001","platformKeys":["../up.pem"]}'],
    ['app-private-key.pem', 'no key'],
    ['platform-public-key.pem', ''],
  ])('%s that says "%s" is unreadable', (name, content) => {
    writeFileSync(join(spoilable.merchant, name), content)
    refusal(spoilable.merchant, 'KeyFileUnreadable')
  })

  test('a directory without keys has none', () => refusal(join(spoilable.merchant, 'none'), 'KeyFileMissing'))

  test('a certificate of another key, or of another root, is foreign', () => {
    const directory = spoilable.certificateMerchant
    const app = text(directory, 'app.crt')
    copyFileSync(join(directory, 'platform.crt'), join(directory, 'app.crt'))
    refusal(directory, 'CertificateForeign')
    writeFileSync(join(directory, 'app.crt'), app)
    writeFileSync(join(directory, 'root.crt'), roots)
    refusal(directory, 'CertificateForeign')
  })

  test('a refusal never shows what is in a file', () => {
    writeFileSync(join(spoilable.merchant, 'app-private-key.pem'), 'SECRET WORDS')
    expect(JSON.stringify(loadAlipayKeys(spoilable.merchant))).not.toContain('SECRET')
  })
})
