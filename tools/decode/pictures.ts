/**
 * Image files as brightness, by the browser that tests and camera use too: whatever it can show can be decoded. One
 * browser is started for all files and must be closed.
 */

import { readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'
import { type Luma, lumaOfRgba } from '../../domain/decode/luma.ts'
import { err, ok, type Result } from '../../domain/result.ts'

export type PictureRefusal = { readonly kind: 'NoSuchFile' } | { readonly kind: 'NotAPicture' }

export interface Pictures {
  read(file: string): Promise<Result<Luma, PictureRefusal>>
  close(): Promise<void>
}

/** Debian's Chromium, or the one named by SCANWAY_CHROMIUM. */
const chromiumPath = (): string => process.env['SCANWAY_CHROMIUM'] ?? '/usr/bin/chromium'

/** A file of the size of the longest video frame; larger ones are no photographs of codes. */
const fileBytesMax = 64 * 1024 * 1024

/** Runs in the page: pixels over white, as text because that is what travels best. */
async function drawn(base64: string): Promise<{ width: number; height: number; rgba: string } | undefined> {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes]))
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (context === null) return undefined
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    let rgba = ''
    const chunk = 0x8000
    for (let at = 0; at < data.length; at += chunk)
      rgba += String.fromCharCode(...data.subarray(at, at + chunk))
    return { width, height, rgba: btoa(rgba) }
  } catch {
    return undefined
  }
}

/** Refuses where there is no browser. */
export async function openPictures(): Promise<
  Result<Pictures, { readonly kind: 'NoBrowser'; readonly why: string }>
> {
  try {
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--disable-gpu'] })
    const page = await browser.newPage()
    return ok({
      async read(file) {
        const bytes = await readFile(file).catch(() => undefined)
        if (bytes === undefined) return err({ kind: 'NoSuchFile' })
        if (bytes.length > fileBytesMax) return err({ kind: 'NotAPicture' })
        const picture = await page.evaluate(drawn, bytes.toString('base64'))
        if (picture === undefined) return err({ kind: 'NotAPicture' })
        const { width, height, rgba } = picture
        const data = new Uint8Array(width * height)
        lumaOfRgba(Buffer.from(rgba, 'base64'), data)
        return ok({ width, height, data })
      },
      close: () => browser.close(),
    })
  } catch (error) {
    return err({ kind: 'NoBrowser', why: error instanceof Error ? error.message : String(error) })
  }
}
