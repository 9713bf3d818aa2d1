/** Alipay's numbers and codes, in the forms of the real ones, drawn from the random port. */

import { digits, draw } from '../drawing.ts'
import type { Random } from '../ports.ts'
import { beijingTime } from './time.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

const day = (nowMs: number): string => beijingTime(nowMs).slice(0, 10).replaceAll('-', '')

/** 28 digits that begin with the day. */
export const newTradeNo = (random: Random, nowMs: number): string =>
  `${day(nowMs)}22001${draw(random, digits, 15)}`

export const newNotifyId = (random: Random, nowMs: number): string =>
  `${day(nowMs)}00222${draw(random, digits, 21)}`

export const newCodeUrl = (random: Random): string => `https://qr.alipay.com/bax${draw(random, letters, 21)}`

export const isCodeUrl = (text: string): boolean => text.startsWith('https://qr.alipay.com/')

/** The account of a buyer: the same user, the same sixteen digits. */
export function buyerIdOf(user: string): string {
  const sum = Array.from(user).reduce((hash, letter) => (hash * 131 + (letter.codePointAt(0) ?? 0)) % 1e12, 7)
  return `2088${String(sum).padStart(12, '0')}`
}

export const newTraceId = (random: Random): string => draw(random, letters, 32)

export const newFileToken = (random: Random): string => draw(random, letters, 40)
