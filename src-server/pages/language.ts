/** Which of the page's languages a reader wants: the chosen one, else the first known of the browser's list. */

import { type Language, languages } from '../../domain/item.ts'

const preferencesMax = 20

const isLanguage = (text: unknown): text is Language => languages.some((language) => language === text)

/** The browser's list in its own order of preference (RFC 9110 §12.5.4). */
function preferred(acceptLanguage: string): readonly string[] {
  return acceptLanguage
    .split(',', preferencesMax)
    .map((entry) => {
      const [tag = '', quality = 'q=1'] = entry.trim().split(/\s*;\s*/)
      return { tag: tag.toLowerCase(), weight: Number(quality.replace('q=', '')) || 0 }
    })
    .sort((left, right) => right.weight - left.weight)
    .filter(({ weight }) => weight > 0)
    .map(({ tag }) => tag)
}

export function pageLanguage(chosen: unknown, acceptLanguage: string | undefined): Language {
  if (isLanguage(chosen)) return chosen
  for (const tag of preferred(acceptLanguage ?? '')) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return 'zh-CN'
}
