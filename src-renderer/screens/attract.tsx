/**
 * The invitation. The whole lower part starts a basket, and so does a scan without any touch.
 */

import { Barcode, ShoppingBag, Smartphone } from 'lucide-react'
import { Button } from 'react-aria-components'
import { ScanGestureArt } from '../../ui/art/scan-gesture-art.tsx'
import { messagesOf } from '../../ui/messages/messages.ts'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'

function Steps() {
  const { attract } = useLane().messages
  const steps = [
    { icon: Barcode, label: attract.scan },
    { icon: Smartphone, label: attract.pay },
    { icon: ShoppingBag, label: attract.leave },
  ]
  return (
    <ol className="attract-steps">
      {steps.map(({ icon: Icon, label }) => (
        <li key={label}>
          <Icon className="icon" aria-hidden />
          {label}
        </li>
      ))}
    </ol>
  )
}

export function AttractScreen() {
  const { view, messages, send } = useLane()
  const { attract } = messages
  const otherLanguage = view.language === 'en' ? 'zh-CN' : 'en'
  return (
    <Frame
      title={attract.title}
      show={
        <div className="attract">
          <div className="attract-words">
            <h1 className="attract-title">{attract.title}</h1>
            <p className="attract-body">{attract.body}</p>
            <p className="attract-other soft" lang={otherLanguage}>
              {messagesOf(otherLanguage).attract.title}
            </p>
          </div>
          <div className="attract-art">
            <ScanGestureArt />
          </div>
          <Steps />
        </div>
      }
      act={
        <Button
          className="button attract-start"
          data-rank="primary"
          onPress={() => send({ kind: 'StartSale' })}
        >
          <span className="attract-start-title">{attract.start}</span>
          <span className="attract-start-body">{attract.startBody}</span>
        </Button>
      }
    />
  )
}
