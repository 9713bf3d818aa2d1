/**
 * What kind of file the page may ask for, by the end of its name. A file of another kind is not served at all: with
 * `nosniff` a wrong type is refused by Chromium anyway, so an unknown one is a mistake of the build.
 */

const typeByEnding: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
}

export function contentType(name: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/.exec(name)?.[1]
  return ending !== undefined && Object.hasOwn(typeByEnding, ending) ? typeByEnding[ending] : undefined
}
