/**
 * Every screen from a fixture, for eyes and for tests: `?view=basket-few&language=en` paints one view, and whatever is
 * touched goes nowhere; with `&lane` the whole page runs against a lane inside it. Without a view it lists them all.
 */

import '@fontsource-variable/noto-sans-sc/wght.css'
import '../../../src-renderer/style/all.css'
import { createRoot } from 'react-dom/client'
import type { LaneView } from '../../../domain/contract/view.ts'
import { languages } from '../../../domain/item.ts'
import { App } from '../../../src-renderer/app.tsx'
import { ComfortProvider } from '../../../src-renderer/comfort.tsx'
import { LaneProvider } from '../../../src-renderer/lane-context.tsx'
import { LaneScreen } from '../../../src-renderer/lane-screen.tsx'
import { installPageLane } from './page-lane.ts'
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

const ignore = () => {}

function Still({ view }: { readonly view: LaneView }) {
  return (
    <LaneProvider seen={{ view, receivedAtMs: loadedAtMs }} send={ignore}>
      <ComfortProvider isAtStart={view.screen.kind === 'attract'}>
        <LaneScreen />
      </ComfortProvider>
    </LaneProvider>
  )
}

const loadedAtMs = performance.now()

function content() {
  if (name === null) return <Index />
  const view = viewOf(name, language)
  if (!query.has('lane')) return <Still view={view} />
  installPageLane(view)
  return <App />
}

const root = document.getElementById('root')
document.documentElement.lang = language
if (root) createRoot(root).render(content())
