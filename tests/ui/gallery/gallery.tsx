/**
 * Every screen from a fixture, for eyes and for tests, without a lane: `?view=basket-few&language=en`. Without a view
 * it lists them all. Whatever is touched is only written to the console.
 */

import '@fontsource-variable/noto-sans-sc/wght.css'
import '../../../src-renderer/style/all.css'
import { createRoot } from 'react-dom/client'
import { languages } from '../../../domain/item.ts'
import { ComfortProvider } from '../../../src-renderer/comfort.tsx'
import { LaneProvider } from '../../../src-renderer/lane-context.tsx'
import { LaneScreen } from '../../../src-renderer/lane-screen.tsx'
import { viewNames, viewOf } from './views.ts'

const query = new URLSearchParams(location.search)
const name = query.get('view')
const language = languages.find((known) => known === query.get('language')) ?? 'zh-CN'

function Index() {
  return (
    <main>
      <h1>Scanway gallery</h1>
      <ul>
        {viewNames.flatMap((view) =>
          languages.map((known) => (
            <li key={`${view}-${known}`}>
              <a href={`?view=${view}&language=${known}`}>
                {view} {known}
              </a>
            </li>
          )),
        )}
      </ul>
    </main>
  )
}

const seen = name === null ? undefined : { view: viewOf(name, language), receivedAtMs: performance.now() }
const root = document.getElementById('root')
document.documentElement.lang = language

if (root) {
  createRoot(root).render(
    seen ? (
      <LaneProvider seen={seen} send={(command) => console.info('command', JSON.stringify(command))}>
        <ComfortProvider isAtStart={seen.view.screen.kind === 'attract'}>
          <LaneScreen />
        </ComfortProvider>
      </LaneProvider>
    ) : (
      <Index />
    ),
  )
}
