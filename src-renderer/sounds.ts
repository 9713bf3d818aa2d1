/**
 * Four short sounds that differ in rhythm as well as pitch, made where they are played. A machine without sound, or
 * one that may not yet play, stays silent; nothing waits for it.
 */

import type { Sound } from './sound-cue.ts'

interface Tone {
  readonly atMs: number
  readonly lengthMs: number
  readonly hertz: number
}

/** One beep; two low ones; three apart; a rising run. */
const tonesBySound: Readonly<Record<Sound, readonly Tone[]>> = {
  accept: [{ atMs: 0, lengthMs: 90, hertz: 1_320 }],
  refuse: [
    { atMs: 0, lengthMs: 160, hertz: 233 },
    { atMs: 220, lengthMs: 220, hertz: 196 },
  ],
  attention: [
    { atMs: 0, lengthMs: 120, hertz: 660 },
    { atMs: 260, lengthMs: 120, hertz: 660 },
    { atMs: 520, lengthMs: 120, hertz: 660 },
  ],
  done: [
    { atMs: 0, lengthMs: 110, hertz: 784 },
    { atMs: 110, lengthMs: 110, hertz: 988 },
    { atMs: 220, lengthMs: 260, hertz: 1_319 },
  ],
}

const rampMs = 12
const silent = 0.0001

export interface Speaker {
  play(sound: Sound): void
  close(): void
}

function sing(context: AudioContext, { atMs, lengthMs, hertz }: Tone, volume: number): void {
  const startS = context.currentTime + atMs / 1_000
  const endS = startS + lengthMs / 1_000
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(silent, startS)
  gain.gain.exponentialRampToValueAtTime(volume, startS + rampMs / 1_000)
  gain.gain.setValueAtTime(volume, endS - rampMs / 1_000)
  gain.gain.exponentialRampToValueAtTime(silent, endS)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(startS)
  oscillator.stop(endS)
}

/** `volume` is 0 to 1. */
export function openSpeaker(volume: number): Speaker {
  const context = 'AudioContext' in globalThis ? new AudioContext() : undefined
  return {
    play(sound) {
      if (!context) return
      if (context.state === 'suspended') void context.resume()
      for (const tone of tonesBySound[sound]) sing(context, tone, volume)
    },
    close() {
      void context?.close()
    },
  }
}
