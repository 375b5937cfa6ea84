import { scaleUtc } from 'd3-scale'
import { html } from 'hono/html'
import { formatSeconds } from '../../messages/numbers.ts'
import type { Markup } from '../markup/markup.ts'
import type { Span, Timeline } from '../reading/timeline-of.ts'

const WIDTH = 960
const LABELS = 190
const LANE = 26
const AXIS = 28
const LEAST_PX = 3

/** Who worked when, one lane for each: drawn here, in the colours of the page. */
export function timelineChart({ from, to, lanes, marks }: Timeline): Markup {
  const end = LANE * lanes.length
  const x = scaleUtc()
    .domain([0, Math.max(to - from, 1_000)])
    .range([LABELS, WIDTH - 12])
  const ticks = x
    .ticks(6)
    .filter((time) => time.getTime() % 1_000 === 0)
    .map((time) => ({ at: round(x(time)), text: tickText(time.getTime()) }))
  return html`<svg class="chart timeline" viewBox="0 0 ${WIDTH} ${end + AXIS}" role="img" aria-labelledby="timeline-title">
<title id="timeline-title">What was done when: ${lanes.length} lanes, ${formatSeconds((to - from) / 1_000)} in all. The table below says the same.</title>
${ticks.map(({ at, text }) => html`<line class="grid" x1="${at}" x2="${at}" y1="0" y2="${end}"/><text class="tick" x="${at}" y="${end + 18}" text-anchor="middle">${text}</text>`)}
${lanes.map(
  ({ name, spans }, index) => html`<text class="lane" x="0" y="${index * LANE + 17}">${shortened(name)}</text>
${spans.map((span) => bar(span, { x: round(x(span.from - from)), end: round(x(span.to - from)), y: index * LANE + 5 }))}`,
)}
${marks.map(({ at, name }) => html`<line class="mark" x1="${round(x(at - from))}" x2="${round(x(at - from))}" y1="0" y2="${end}"><title>${name}</title></line>`)}
</svg>`
}

interface Place {
  readonly x: number
  readonly end: number
  readonly y: number
}

function bar({ kind, state, name }: Span, { x, end, y }: Place): Markup {
  const width = Math.max(LEAST_PX, round(end - x))
  return html`<rect class="bar ${kind} ${state}" x="${x}" y="${y}" width="${width}" height="${LANE - 10}" rx="3"><title>${name}</title></rect>`
}

/** Since the beginning; the table has the times of day. */
function tickText(ms: number): string {
  return ms <= 0 ? '0' : formatSeconds(ms / 1_000)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function shortened(name: string): string {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name
}
