import { scaleUtc } from 'd3-scale'
import { html } from 'hono/html'
import { formatSeconds } from '../../messages/numbers.ts'
import type { Markup } from '../markup/markup.ts'
import type { Span, Timeline } from '../reading/timeline-of.ts'
import { chart, round, shortened, vertical } from './chart.ts'

/** A lane has its name above its bars, and a row of bars for each thing that was done at the same time. */
const NAME = { height: 19, base: 14 }
const ROW = { height: 17, bar: 14 }
const GAP = 6
const AXIS = 26
const LEAST_PERCENT = 0.4

/** Who worked when, one lane for each. */
export function timelineChart({ from, to, lanes, marks }: Timeline): Markup {
  const placed = lanes.map(({ name, spans }) => ({ name, rows: rowsOf(spans) }))
  const tops = [0]
  for (const { rows } of placed) tops.push((tops.at(-1) ?? 0) + NAME.height + rows.length * ROW.height + GAP)
  const end = tops.at(-1) ?? 0
  const x = scaleUtc()
    .domain([0, Math.max(to - from, 1_000)])
    .range([0, 99.6])
  const ticks = x
    .ticks(4)
    .filter((time) => time.getTime() % 1_000 === 0)
    .map((time) => ({ at: round(x(time)), text: tickText(time.getTime()) }))
  const title = `What was done when: ${lanes.length} lanes, ${formatSeconds((to - from) / 1_000)} in all. The table below says the same.`
  return chart(
    { title, height: end + AXIS, kind: 'timeline' },
    html`${vertical(ticks, { top: 0, bottom: end })}
${placed.map(({ name, rows }, index) => {
  const top = tops[index] ?? 0
  const y = (row: number) => top + NAME.height + row * ROW.height
  return html`<text class="lane" x="0" y="${top + NAME.base}">${shortened(name)}</text>
${rows.map((spans, row) => spans.map((span) => bar(span, { x: round(x(span.from - from)), end: round(x(span.to - from)), y: y(row) })))}`
})}
${marks.map(({ at, name }) => html`<line class="mark" x1="${round(x(at - from))}%" x2="${round(x(at - from))}%" y1="0" y2="${end}"><title>${name}</title></line>`)}`,
  )
}

/** Each into the first row in which nothing else was done meanwhile. */
function rowsOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  const rows: Span[][] = []
  for (const span of spans) {
    const row = rows.find((others) => others.every(({ from, to }) => span.from >= to || span.to <= from))
    if (row) row.push(span)
    else rows.push([span])
  }
  return rows.length === 0 ? [[]] : rows
}

interface Place {
  readonly x: number
  readonly end: number
  readonly y: number
}

function bar({ kind, state, name }: Span, { x, end, y }: Place): Markup {
  const width = Math.max(LEAST_PERCENT, round(end - x))
  return html`<rect class="bar ${kind} ${state}" x="${x}%" y="${y}" width="${width}%" height="${ROW.bar}" rx="3"><title>${name}</title></rect>`
}

/** Since the beginning; the table has the times of day. */
function tickText(ms: number): string {
  return ms <= 0 ? '0' : formatSeconds(ms / 1_000)
}
