import { expect, it } from 'vitest'
import { timelineChart } from '../../../src/dashboard/charts/timeline.ts'
import type { Span } from '../../../src/dashboard/reading/timeline-of.ts'

it('what was done at the same time stands in rows of its own, and what followed in the same one', () => {
  const span = (from: number, to: number): Span => ({ kind: 'check', state: 'done', name: 'any', from, to })
  const spans = [span(0, 10_000), span(10_000, 20_000), span(12_000, 18_000), span(13_000, 14_000)]
  const lanes = [
    { name: 'one', spans },
    { name: 'none', spans: [] },
    { name: 'two', spans: [span(0, 5_000)] },
  ]
  const drawn = String(timelineChart({ from: 0, to: 20_000, lanes, marks: [] }))
  const bars = [...drawn.matchAll(/<rect[^>]* x="([\d.]+)%" y="(\d+)" width="([\d.]+)%"/g)]
  expect(bars.map(([, x, y, width]) => [x, y, width].map(Number))).toEqual([
    [0, 19, 49.8],
    [49.8, 19, 49.8],
    [59.8, 36, 29.8],
    [64.7, 53, 5],
    [0, 137, 24.9],
  ])
  expect(drawn).toContain('height="186"')
})
