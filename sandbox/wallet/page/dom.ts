/** The page's few building blocks: elements from attributes and children, icons from paths. Text is never markup. */

type Attributes = Readonly<Record<string, string>>

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

export function button(
  attributes: Attributes,
  onPress: () => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, ...children)
  element.addEventListener('click', onPress)
  return element
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Strokes on a 24-unit grid. */
const iconPaths = {
  scan: 'M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2M7 12h10',
  tick: 'M5 12.5 10 17.5 19.5 7',
  stop: 'M12 4.5v10M12 19v.3',
  forward: 'M9 5.5 15.5 12 9 18.5',
  shop: 'M4 9.5 5.5 4h13L20 9.5M4 9.5a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M5.5 12.5V20h13v-7.5M10 20v-4.5h4V20',
  screen:
    'M7 3h10a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 17 17H7a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 7 3ZM12 17v4M8.5 21h7',
  wallet:
    'M4 8a2.5 2.5 0 0 1 2.5-2.5H17V8M4 8v9.5A2.5 2.5 0 0 0 6.5 20H18a2 2 0 0 0 2-2v-8a2 2 0 0 0-2-2H4ZM16 14h.01',
  away: 'M6 6l12 12M18 6 6 18',
  barcode: 'M4 6v12M7.5 6v12M10 6v12M13.5 6v12M17 6v12M20 6v12',
} as const

export type IconName = keyof typeof iconPaths

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(svgNamespace, 'path')
  path.setAttribute('d', iconPaths[name])
  svg.append(path)
  return svg
}
