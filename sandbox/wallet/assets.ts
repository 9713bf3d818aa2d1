/**
 * Serves the wallet page from the files as they are: TypeScript loses its types on the way out, libraries and font
 * come from the installed packages, nothing from another host. Only the files named here can be fetched.
 */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { FastifyInstance, FastifyReply } from 'fastify'

const projectRoot = new URL('../../', import.meta.url)
const javascript = 'text/javascript; charset=utf-8'

interface Asset {
  /** From the project's root. */
  readonly file: string
  readonly type: string
  readonly isTypeScript?: true
}

const ownModule = (file: string): Asset => ({ file, type: javascript, isTypeScript: true })
const page = 'sandbox/wallet/page'
const zxing = 'node_modules/zxing-wasm/dist'
const fonts = 'node_modules/@fontsource-variable/noto-sans-sc'

/** The page's own modules import each other and `domain` by relative path, so addresses mirror the tree. */
const assets: Readonly<Record<string, Asset>> = {
  '/wallet/page/app.ts': ownModule(`${page}/app.ts`),
  '/wallet/page/api.ts': ownModule(`${page}/api.ts`),
  '/wallet/page/camera.ts': ownModule(`${page}/camera.ts`),
  '/wallet/page/choices.ts': ownModule(`${page}/choices.ts`),
  '/wallet/page/code-screen.ts': ownModule(`${page}/code-screen.ts`),
  '/wallet/page/dom.ts': ownModule(`${page}/dom.ts`),
  '/wallet/page/identity.ts': ownModule(`${page}/identity.ts`),
  '/wallet/page/messages.ts': ownModule(`${page}/messages.ts`),
  '/wallet/page/messages-en.ts': ownModule(`${page}/messages-en.ts`),
  '/wallet/page/messages-zh.ts': ownModule(`${page}/messages-zh.ts`),
  '/wallet/page/symbols.ts': ownModule(`${page}/symbols.ts`),
  '/wallet/page/my-code.ts': ownModule(`${page}/my-code.ts`),
  '/wallet/page/password-screen.ts': ownModule(`${page}/password-screen.ts`),
  '/wallet/page/screens.ts': ownModule(`${page}/screens.ts`),
  '/domain/money.ts': ownModule('domain/money.ts'),
  '/domain/result.ts': ownModule('domain/result.ts'),
  '/wallet/page/base.css': { file: `${page}/base.css`, type: 'text/css; charset=utf-8' },
  '/wallet/page/screens.css': { file: `${page}/screens.css`, type: 'text/css; charset=utf-8' },
  '/wallet/page/code.css': { file: `${page}/code.css`, type: 'text/css; charset=utf-8' },
  '/wallet/page/icon.svg': { file: `${page}/icon.svg`, type: 'image/svg+xml' },
  '/wallet/vendor/valibot.mjs': { file: 'node_modules/valibot/dist/index.min.mjs', type: javascript },
  '/wallet/vendor/zxing/reader/index.js': { file: `${zxing}/es/reader/index.js`, type: javascript },
  '/wallet/vendor/zxing/share.js': { file: `${zxing}/es/share.js`, type: javascript },
  '/wallet/vendor/zxing/writer/index.js': { file: `${zxing}/es/writer/index.js`, type: javascript },
  '/wallet/vendor/zxing/zxing_writer.wasm': {
    file: `${zxing}/writer/zxing_writer.wasm`,
    type: 'application/wasm',
  },
  '/wallet/vendor/zxing/zxing_reader.wasm': {
    file: `${zxing}/reader/zxing_reader.wasm`,
    type: 'application/wasm',
  },
  '/wallet/vendor/font/index.css': { file: `${fonts}/index.css`, type: 'text/css; charset=utf-8' },
}

const readAsset = async ({ file, isTypeScript }: Asset): Promise<Buffer | string> => {
  const bytes = await readFile(new URL(file, projectRoot))
  return isTypeScript ? stripTypeScriptTypes(bytes.toString('utf8')) : bytes
}

async function sendAsset(reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  const bytes = await readAsset(asset)
  return reply
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .type(asset.type)
    .send(bytes)
}

/** The import map is the only inline script; its digest lets it, and nothing else, run. */
function contentPolicy(html: string): string {
  const importMap = /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  const digest = createHash('sha256').update(importMap).digest('base64')
  return [
    `default-src 'none'`,
    `script-src 'self' 'sha256-${digest}' 'wasm-unsafe-eval'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

const fontFile = /^noto-sans-sc-[0-9a-z-]{1,32}\.woff2$/

export function addWalletAssets(app: FastifyInstance): void {
  app.get('/wallet', async (_request, reply) => {
    const html = await readFile(new URL(`${page}/index.html`, projectRoot), 'utf8')
    return reply
      .header('content-security-policy', contentPolicy(html))
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html)
  })

  for (const [path, asset] of Object.entries(assets)) {
    app.get(path, async (_request, reply) => sendAsset(reply, asset))
  }

  app.get<{ Params: { readonly name: string } }>(
    '/wallet/vendor/font/files/:name',
    async (request, reply) => {
      const { name } = request.params
      if (!fontFile.test(name)) return reply.callNotFound()
      return sendAsset(reply, { file: `${fonts}/files/${name}`, type: 'font/woff2' })
    },
  )
}
