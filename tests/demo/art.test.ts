/** Drawings stand in pages with a strict content policy, and at every size: they must be whole, plain and alike. */

import { readFileSync } from 'node:fs'
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { departments } from '../../domain/item.ts'
import { DepartmentArt } from '../../ui/art/department-art.tsx'
import type { PictureProps } from '../../ui/art/picture.tsx'
import { ScanGestureArt } from '../../ui/art/scan-gesture-art.tsx'
import { TickArt, WrenchArt } from '../../ui/art/sign-art.tsx'

type Drawing = (props: PictureProps) => ReactElement

const drawings: readonly (readonly [name: string, draw: Drawing])[] = [
  ...departments.map((department): readonly [string, Drawing] => [
    department,
    ({ title }) => createElement(DepartmentArt, { department, title }),
  ]),
  ['tick', TickArt],
  ['wrench', WrenchArt],
  ['scan gesture', ScanGestureArt],
]

const drawn = (draw: Drawing, title?: string): string => renderToStaticMarkup(draw({ title }))

const departmentMarkups = departments.map((department) =>
  renderToStaticMarkup(createElement(DepartmentArt, { department })),
)

describe('the drawings', () => {
  it('give no two departments the same picture', () => {
    expect(new Set(departmentMarkups).size).toBe(departments.length)
  })

  it('draw every department on the same rounded square', () => {
    for (const markup of departmentMarkups) {
      expect(markup).toContain('viewBox="0 0 96 96"')
      expect(markup).toContain('<rect width="96" height="96" rx="22"')
    }
  })

  it.each(drawings)('let nothing run, load or break the page policy from the picture: %s', (_, draw) => {
    const markup = drawn(draw)
    expect(markup).toMatch(/^<svg /)
    expect(markup).not.toMatch(
      /<script|<style|<image|<foreignObject|href|url\(|style="|\son\w+=|<text|\sid="/i,
    )
  })

  it.each(drawings)('hide decoration from a screen reader and name what has a title: %s', (_, draw) => {
    expect(drawn(draw)).toContain('aria-hidden="true"')
    const named = drawn(draw, 'A <title>')
    expect(named).toContain('role="img"')
    expect(named).toContain('aria-label="A &lt;title&gt;"')
    expect(named).not.toContain('aria-hidden')
  })

  it.each(drawings)('take every colour from a property that a theme can set: %s', (_, draw) => {
    const colours = [...drawn(draw).matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour ?? '')
    expect(colours.length).toBeGreaterThan(3)
    expect(colours.filter((colour) => !/^(none|var\(--[a-z-]+, #[0-9a-f]{6}\))$/.test(colour))).toEqual([])
  })

  it.each(drawings)('hold no path that a browser would stop reading half-way: %s', (_, draw) => {
    for (const [, path] of drawn(draw).matchAll(/ d="([^"]*)"/g)) {
      expect(path).toMatch(/^M[-\d.\s,MmLlHhVvCcSsAaZz]+$/)
    }
  })
})

describe('the movement of the drawings', () => {
  const css = readFileSync(new URL('../../ui/art/art.css', import.meta.url), 'utf8')

  it('rests for whoever asked for less motion', () => {
    const guarded = css.slice(
      css.indexOf('@media (prefers-reduced-motion: no-preference)'),
      css.indexOf('@keyframes'),
    )
    const allAnimations = css.match(/animation:/g)?.length ?? 0
    expect(allAnimations).toBeGreaterThan(0)
    expect(guarded.match(/animation:/g)).toHaveLength(allAnimations)
  })

  it('moves only classes that a drawing has', () => {
    const everything = drawings.map(([, draw]) => drawn(draw)).join('')
    const classes = [...css.matchAll(/\.(art-[a-z-]+)/g)].map(([, name]) => name)
    expect(classes.length).toBeGreaterThan(0)
    for (const name of classes) expect(everything).toContain(`class="${name}"`)
  })
})
