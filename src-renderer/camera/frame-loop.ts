/**
 * One frame after the other: the next is asked for only when the last was looked at and given back, for a camera has
 * few and stops when none comes back. Works on any frames, so that tests can count them.
 */

export interface Frame {
  close(): void
}

export interface Frames<F extends Frame> {
  read(): Promise<{ readonly done: boolean; readonly value?: F | undefined }>
}

/** Ends with the frames. `look` must take what it needs before it is done: the frame is closed then. */
export async function eachFrame<F extends Frame>(
  frames: Frames<F>,
  look: (frame: F) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { done, value } = await frames.read()
    if (done || value === undefined) return
    try {
      await look(value)
    } finally {
      value.close()
    }
  }
}
