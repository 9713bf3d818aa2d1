/**
 * Draws a payment code as a barcode and as a QR, black on white at whole modules, from the library that the kiosk's
 * camera reads with. The drawing is built as elements; nothing from outside becomes markup.
 */

import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

prepareZXingModule({
  overrides: { locateFile: (file: string) => `/wallet/vendor/zxing/${file}` },
})

const svgNamespace = 'http://www.w3.org/2000/svg'

export type SymbolKind = 'Code128' | 'QRCode'

/** `undefined` when the library cannot draw it. */
export async function drawSymbol(text: string, format: SymbolKind): Promise<SVGSVGElement | undefined> {
  const { svg } = await writeBarcode(text, { format, addQuietZones: false })
  const [, width, height] = /<svg width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  const [, path] = /<path d="([MmHhVvLlZz0-9 .-]+)"/.exec(svg) ?? []
  if (width === undefined || height === undefined || path === undefined) return undefined
  const drawing = document.createElementNS(svgNamespace, 'svg')
  drawing.setAttribute('viewBox', `0 0 ${width} ${height}`)
  drawing.setAttribute('class', `symbol symbol-${format.toLowerCase()}`)
  drawing.setAttribute('shape-rendering', 'crispEdges')
  drawing.setAttribute('aria-hidden', 'true')
  if (format === 'Code128') drawing.setAttribute('preserveAspectRatio', 'none')
  const modules = document.createElementNS(svgNamespace, 'path')
  modules.setAttribute('d', path)
  drawing.append(modules)
  return drawing
}
