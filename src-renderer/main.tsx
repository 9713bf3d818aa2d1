/**
 * Where the kiosk's page starts: its styles, its font, and the app in the one element of the document.
 */

import '@fontsource-variable/noto-sans-sc/wght.css'
import './style/all.css'
import { createRoot } from 'react-dom/client'
import { assert } from '../domain/result.ts'
import { App } from './app.tsx'
import { CrashGuard } from './crash-guard.tsx'

const root = document.getElementById('root')
assert(root !== null, 'the document has a root')
createRoot(root).render(
  <CrashGuard>
    <App />
  </CrashGuard>,
)
