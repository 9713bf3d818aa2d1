/**
 * A camera's frames as a stream that holds one: while the reader is busy, a newer frame takes the place of the older.
 * So whoever is slow sees fewer frames, never older ones, and nothing queues. The page itself touches no pixel.
 */

/** Chromium's processor of a track (MediaStreamTrack Insertable Streams); its types are in no library of the page. */
declare const MediaStreamTrackProcessor: new (init: {
  readonly track: MediaStreamTrack
  readonly maxBufferSize: number
}) => { readonly readable: ReadableStream<VideoFrame> }

/** Older frames kept for a busy reader, beside the one it holds. */
const bufferedMax = 1

export const newestFrames = (track: MediaStreamTrack): ReadableStream<VideoFrame> =>
  new MediaStreamTrackProcessor({ track, maxBufferSize: bufferedMax }).readable
