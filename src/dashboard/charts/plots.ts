import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale'
import { html } from 'hono/html'
import type { Rate } from '../../domain/learning/rate.ts'
import type { Markup } from '../markup/markup.ts'
import { ENDS, type End, type Statistics } from '../reading/statistics-of.ts'

const WIDTH = 720
const HEIGHT = 260
const SIDE = { left: 58, right: 16, top: 14, bottom: 30 }

/** How runs ended, week by week: one bar for each, in parts. */
export function weeksPlot(weeks: Statistics['weeks']): Markup {
  const most = Math.max(1, ...weeks.map(({ ends }) => ENDS.reduce((sum, end) => sum + ends[end], 0)))
  const x = scaleBand()
    .domain(weeks.map(({ week }) => week))
    .range([SIDE.left, WIDTH - SIDE.right])
    .padding(0.25)
  const y = scaleLinear()
    .domain([0, most])
    .nice()
    .range([HEIGHT - SIDE.bottom, SIDE.top])
  const every = Math.ceil(weeks.length / 7)
  const ticks = y.ticks(Math.min(5, most)).filter(Number.isInteger)
  return plot(
    'Runs by the week in which they began, and how they ended',
    html`${horizontal(ticks.map((tick) => ({ at: y(tick), text: String(tick) })))}
${weeks.map(
  ({ week, ends }, index) =>
    html`${bars(ends).map(
      ({ end, from, to }) =>
        html`<rect class="end ${end}" x="${px(x(week) ?? 0)}" y="${px(y(to))}" width="${px(Math.min(48, x.bandwidth()))}" height="${px(y(from) - y(to))}"><title>${week}: ${to - from} ${END_WORDS[end]}</title></rect>`,
    )}${index % every === 0 ? html`<text class="tick" x="${px((x(week) ?? 0) + Math.min(48, x.bandwidth()) / 2)}" y="${HEIGHT - 10}" text-anchor="middle">${week.slice(5)}</text>` : ''}`,
)}`,
  )
}

export const END_WORDS: Readonly<Record<End, string>> = {
  promoted: 'promoted',
  human: 'for a human',
  ended: 'ended without a verdict',
  open: 'under way',
}

/** One on top of the other. */
function bars(ends: Readonly<Record<End, number>>) {
  let below = 0
  return ENDS.flatMap((end) => {
    const from = below
    below += ends[end]
    return ends[end] === 0 ? [] : [{ end, from, to: below }]
  })
}

const LINE = 30
const NAMES = 190

/** How often each came true, with the interval in which the true share lies. */
export function ratesPlot(title: string, rates: readonly (Rate & { readonly name: string })[]): Markup {
  const end = SIDE.top + rates.length * LINE
  const x = scaleLinear()
    .domain([0, 1])
    .range([NAMES, WIDTH - 110])
  const ticks = x.ticks(5)
  return plot(
    title,
    html`${ticks.map((tick) => html`<line class="grid" x1="${px(x(tick))}" x2="${px(x(tick))}" y1="${SIDE.top}" y2="${end}"/><text class="tick" x="${px(x(tick))}" y="${end + 18}" text-anchor="middle">${Math.round(tick * 100)} %</text>`)}
${rates.map(({ name, hits, of, low, high }, index) => {
  const middle = SIDE.top + index * LINE + LINE / 2
  return html`<text class="lane" x="0" y="${middle + 4}">${name.length > 26 ? `${name.slice(0, 25)}…` : name}</text>
<line class="interval" x1="${px(x(low))}" x2="${px(x(high))}" y1="${middle}" y2="${middle}"/>
<circle class="dot" cx="${px(x(of === 0 ? 0 : hits / of))}" cy="${middle}" r="6"><title>${name}: ${hits} of ${of}</title></circle>
<text class="tick" x="${WIDTH - 96}" y="${middle + 4}">${hits} of ${of}</text>`
})}`,
    end + SIDE.bottom,
  )
}

/** How long each run took to its verdict, by the day on which it began. */
export function durationsPlot(durations: Statistics['durations']): Markup {
  const times = durations.map(({ at }) => at)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const x = scaleUtc()
    .domain([first - 3_600_000, last + 3_600_000])
    .range([SIDE.left, WIDTH - SIDE.right])
  const y = scaleLinear()
    .domain([0, Math.max(1, ...durations.map(({ minutes }) => minutes))])
    .nice()
    .range([HEIGHT - SIDE.bottom, SIDE.top])
  const format = x.tickFormat(6, timeFormat(last - first))
  return plot(
    'Minutes from the beginning of a run to its verdict',
    html`${horizontal(y.ticks(5).map((tick) => ({ at: y(tick), text: `${tick} min` })))}
${x.ticks(6).map((tick) => html`<text class="tick" x="${px(x(tick))}" y="${HEIGHT - 10}" text-anchor="middle">${format(tick)}</text>`)}
${durations.map(
  ({ at, minutes, run }) =>
    html`<circle class="dot" cx="${px(x(at))}" cy="${px(y(minutes))}" r="5"><title>${run}: ${minutes.toFixed(1)} min</title></circle>`,
)}`,
  )
}

/** In figures, as everywhere else: hours of one day, of some days, or days alone. */
function timeFormat(span: number): string {
  if (span < DAY) return '%H:%M'
  return span < 7 * DAY ? '%m-%d %H:%M' : '%m-%d'
}

const DAY = 86_400_000

function horizontal(ticks: readonly { readonly at: number; readonly text: string }[]): Markup {
  return html`${ticks.map(
    ({ at, text }) =>
      html`<line class="grid" x1="${SIDE.left}" x2="${WIDTH - SIDE.right}" y1="${px(at)}" y2="${px(at)}"/><text class="tick" x="${SIDE.left - 6}" y="${px(at + 4)}" text-anchor="end">${text}</text>`,
  )}`
}

function plot(title: string, content: Markup, height = HEIGHT): Markup {
  return html`<svg class="chart plot" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${content}</svg>`
}

function px(value: number): number {
  return Math.round(value * 10) / 10
}
