/**
 * If drawing a screen fails, the page opens anew: the lane holds everything, so nothing is lost, and a frozen or
 * blank screen would be worse. A pause keeps a page that always fails from spinning.
 */

import { Component, type ReactNode } from 'react'
import { messagesOf } from '../ui/messages/messages.ts'

const reloadAfterMs = 1_500

interface CrashState {
  readonly hasCrashed: boolean
}

export class CrashGuard extends Component<{ readonly children: ReactNode }, CrashState> {
  override readonly state: CrashState = { hasCrashed: false }

  static getDerivedStateFromError(): CrashState {
    return { hasCrashed: true }
  }

  override componentDidCatch(error: unknown): void {
    console.error('A screen could not be drawn', error)
    setTimeout(() => location.reload(), reloadAfterMs)
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children
    const language = document.documentElement.lang === 'en' ? 'en' : 'zh-CN'
    const { crash } = messagesOf(language)
    return (
      <div className="veil" role="alert">
        <p className="veil-title">{crash.title}</p>
        <p className="veil-body">{crash.body}</p>
      </div>
    )
  }
}
