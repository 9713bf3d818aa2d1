/**
 * The camera in front of the basket: the picture, a frame to hold a code in, and a clear sentence where there is no
 * camera. It stays open for the next item.
 */

import { Camera, CameraOff, CircleCheck, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { shownGtin } from '../../domain/code/retail-code.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useLane } from '../lane-context.tsx'
import { type CameraReading, type CameraRefusal, openStream, readCodes } from './camera.ts'

type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'read'; readonly text: string }
  | CameraRefusal

/** Opens camera and worker with the sheet, and lets go of both with it. */
function useCamera() {
  const { send } = useLane()
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>({ kind: 'starting' })

  useEffect(() => {
    let isOpen = true
    let stream: MediaStream | undefined
    let reading: CameraReading | undefined

    async function open(element: HTMLVideoElement): Promise<void> {
      const opened = await openStream()
      if (!opened.ok) return setState(opened.error)
      stream = opened.value
      if (!isOpen) return close()
      element.srcObject = stream
      setState({ kind: 'looking' })
      const [track] = stream.getVideoTracks()
      if (track === undefined) return setState({ kind: 'failed' })
      reading = readCodes(track, ({ text, symbology, aim }) => {
        setState({ kind: 'read', text })
        send({ kind: 'Scan', text, source: 'camera', symbology, ...(aim === '' ? {} : { aim }) })
      })
    }

    function close(): void {
      isOpen = false
      reading?.stop()
      for (const track of stream?.getTracks() ?? []) track.stop()
    }

    if (video.current) void open(video.current)
    return close
  }, [send])

  return { video, state }
}

/** Item codes are shown as they are written on the pack; anything longer may be a secret, and is not. */
const shownCode = (text: string): string => (/^\d{8,14}$/.test(text) ? shownGtin(text) : '')

function CameraWords({ state }: { readonly state: CameraState }) {
  const { camera } = useLane().messages
  const say = (icon: LucideIcon, label: string, tone?: Tone) => (
    <Chip icon={icon} label={label} {...(tone ? { tone } : {})} />
  )
  switch (state.kind) {
    case 'starting':
      return say(Camera, camera.starting)
    case 'looking':
      return say(Camera, camera.body)
    case 'read':
      return say(CircleCheck, [camera.read, shownCode(state.text)].join(' ').trim(), 'positive')
    case 'missing':
    case 'denied':
    case 'failed':
      return say(CameraOff, camera[state.kind], 'caution')
  }
}

export function CameraSheet({ onClose }: { readonly onClose: () => void }) {
  const { camera } = useLane().messages
  const { video, state } = useCamera()
  const hasPicture = state.kind === 'looking' || state.kind === 'read'
  return (
    <Sheet title={camera.title} closeLabel={camera.close} onClose={onClose}>
      <div className="camera-view" hidden={!hasPicture}>
        <video ref={video} autoPlay muted playsInline />
        <span className="camera-aim" />
      </div>
      <p className="camera-state" role="status">
        <CameraWords state={state} />
      </p>
      <ActionButton rank="primary" label={camera.close} onPress={onClose} />
    </Sheet>
  )
}
