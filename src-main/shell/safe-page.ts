/**
 * What the shopper sees when the kiosk cannot sell and its own page cannot say so. It needs no script and no lane, so
 * nothing that broke the kiosk can break it too. Of the page it borrows only the fonts: a bare machine has none that
 * sets Chinese.
 */

const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>暂停服务 · Out of service</title>
<link rel="stylesheet" href="/assets/safe-fonts.css">
<link rel="stylesheet" href="/safe.css">
</head>
<body>
<main>
<svg viewBox="0 0 96 96" aria-hidden="true"><circle cx="48" cy="48" r="44"/><path d="M30 48h36"/></svg>
<h1>此机暂停服务</h1>
<p>请到人工收银台结账。</p>
<h2 lang="en">This till is out of service</h2>
<p lang="en">Please pay at a staffed till.</p>
</main>
</body>
</html>
`

const css = `html { height: 100%; background: #f7f7f5; color: #1c1f23; cursor: none; user-select: none }
body { margin: 0; min-height: 100%; display: grid; place-items: center; text-align: center;
  font-family: "Noto Sans SC Variable", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { padding: 8vmin; max-width: 90vmin }
svg { width: 20vmin; fill: none; stroke: #9a4a00; stroke-width: 6; stroke-linecap: round }
h1 { font-size: 8vmin; margin: 6vmin 0 2vmin }
h2 { font-size: 5vmin; margin: 8vmin 0 2vmin }
p { font-size: 4vmin; margin: 0 }
`

export const safePage = [
  ['/safe.html', { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(html) }],
  ['/safe.css', { type: 'text/css; charset=utf-8', bytes: new TextEncoder().encode(css) }],
] as const

/**
 * The font faces of a built style sheet, and nothing else of it. Their addresses are relative, so what comes back
 * must be served from the same folder.
 */
export function fontFaces(css: string): string {
  return (css.match(/@font-face\s*\{[^}]*\}/g) ?? []).join('\n')
}
