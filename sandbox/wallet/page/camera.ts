/**
 * Reads QR codes from the phone's camera. One call looks until a code is seen or the caller aborts; the camera is
 * released in every case. Frames never leave the page.
 */

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { err, ok, type Result } from '../../../domain/result.ts'

export type CameraRefusal = { readonly kind: 'CameraRefused' } | { readonly kind: 'CameraMissing' }

const framePauseMs = 120
/** Wider frames cost time and bring nothing: a kiosk's code fills much of the picture. */
const frameWidthMax = 720

prepareZXingModule({
  overrides: { locateFile: (file: string) => `/wallet/vendor/zxing/${file}` },
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function openCamera(): Promise<Result<MediaStream, CameraRefusal>> {
  // Absent outside a secure context; the types promise it everywhere.
  if (!('mediaDevices' in navigator)) return err({ kind: 'CameraMissing' })
  try {
    return ok(await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }))
  } catch (thrown) {
    const isRefused = thrown instanceof DOMException && thrown.name === 'NotAllowedError'
    return err({ kind: isRefused ? 'CameraRefused' : 'CameraMissing' })
  }
}

function grabFrame(video: HTMLVideoElement, context: CanvasRenderingContext2D): ImageData | undefined {
  const scale = Math.min(1, frameWidthMax / video.videoWidth)
  const width = Math.round(video.videoWidth * scale)
  const height = Math.round(video.videoHeight * scale)
  if (width === 0 || height === 0) return undefined
  context.canvas.width = width
  context.canvas.height = height
  context.drawImage(video, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}

async function readFrames(video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (context === null) return undefined
  while (!signal.aborted) {
    const frame = video.videoWidth > 0 ? grabFrame(video, context) : undefined
    const codes = frame ? await readBarcodes(frame, { formats: ['QRCode'], maxNumberOfSymbols: 1 }) : []
    const text = codes.find((code) => code.isValid)?.text
    if (text !== undefined && text !== '') return text
    await pause(framePauseMs)
  }
  return undefined
}

/** `undefined` when the caller stopped looking. */
export async function readCode(
  video: HTMLVideoElement,
  signal: AbortSignal,
): Promise<Result<string | undefined, CameraRefusal>> {
  const stream = await openCamera()
  if (!stream.ok) return stream
  try {
    video.srcObject = stream.value
    await video.play()
    return ok(await readFrames(video, signal))
  } catch {
    return signal.aborted ? ok(undefined) : err({ kind: 'CameraMissing' })
  } finally {
    for (const track of stream.value.getTracks()) track.stop()
  }
}
