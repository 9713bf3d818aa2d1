/**
 * The brightness of a camera frame, put where the engine reads it: the Y plane as it is where the frame has one,
 * else worked out from its colours. It never keeps a frame: the camera has only a few.
 */

import type { Engine } from '../../domain/decode/engine.ts'
import { type Luma, lumaOfRgba } from '../../domain/decode/luma.ts'

/** Formats whose first plane is brightness, a byte a pixel. */
const withLumaPlane: readonly (string | null)[] = ['I420', 'I420A', 'I422', 'I444', 'NV12']

async function copyLumaPlane(frame: VideoFrame, engine: Engine): Promise<Luma> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
  const room = engine.room(frame.allocationSize())
  const [plane] = await frame.copyTo(room)
  const { offset, stride } = plane ?? { offset: 0, stride: width }
  // Rows that end in padding are moved together; in most frames there is none.
  if (stride !== width) {
    for (let y = 0; y < height; y++)
      room.copyWithin(y * width, offset + y * stride, offset + y * stride + width)
    return { width, height, data: room.subarray(0, width * height) }
  }
  return { width, height, data: room.subarray(offset, offset + width * height) }
}

async function convertColours(frame: VideoFrame, engine: Engine): Promise<Luma> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
  const colours = new Uint8Array(frame.allocationSize({ format: 'RGBA' }))
  await frame.copyTo(colours, { format: 'RGBA' })
  const data = engine.room(width * height)
  lumaOfRgba(colours, data)
  return { width, height, data }
}

export const lumaOfFrame = (frame: VideoFrame, engine: Engine): Promise<Luma> =>
  withLumaPlane.includes(frame.format) ? copyLumaPlane(frame, engine) : convertColours(frame, engine)
