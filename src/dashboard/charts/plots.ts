import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale'
import { html } from 'hono/html'
import type { Rate } from '../../domain/learning/rate.ts'
import type { Markup } from '../markup/markup.ts'
import { ENDS, type End, type Statistics } from '../reading/statistics-of.ts'
import { below, chart, horizontal, round, shortened, vertical } from './chart.ts'

const HEIGHT = 260
const [TOP, BOTTOM] = [20, HEIGHT - 28]
/** Lines from left to right, about so many. */
const TICKS = 5
/** What stands above the lines is left of it. */
const LEFT_PERCENT = 7
const WIDEST_PERCENT = 6

/** How runs ended, week by week: one bar for each, in parts. */
export function weeksPlot(weeks: Statistics['weeks']): Markup {
  const most = Math.max(1, ...weeks.map(({ ends }) => ENDS.reduce((sum, end) => sum + ends[end], 0)))
  const x = scaleBand()
    .domain(weeks.map(({ week }) => week))
    .range([LEFT_PERCENT, 100])
    .padding(0.25)
  const y = scaleLinear().domain([0, most]).nice(TICKS).range([BOTTOM, TOP])
  const width = Math.min(WIDEST_PERCENT, x.bandwidth())
  const left = (week: string) => (x(week) ?? 0) + (x.bandwidth() - width) / 2
  const every = Math.ceil(weeks.length / 6)
  return chart(
    { title: 'Runs by the week in which they began, and how they ended', height: HEIGHT, kind: 'plot' },
    html`${horizontal(
      y
        .ticks(Math.min(TICKS, most))
        .filter(Number.isInteger)
        .map((tick) => ({ y: round(y(tick)), text: String(tick) })),
    )}
${weeks.map(
  ({ week, ends }, index) =>
    html`${parts(ends).map(
      ({ end, from, to }) =>
        html`<rect class="end ${end}" x="${round(left(week))}%" y="${round(y(to))}" width="${round(width)}%" height="${round(y(from) - y(to))}"><title>${week}: ${to - from} ${END_WORDS[end]}</title></rect>`,
    )}${index % every === 0 ? below({ at: round(left(week) + width / 2), text: week.slice(5) }, BOTTOM) : ''}`,
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
function parts(ends: Readonly<Record<End, number>>) {
  let beneath = 0
  return ENDS.flatMap((end) => {
    const from = beneath
    beneath += ends[end]
    return ends[end] === 0 ? [] : [{ end, from, to: beneath }]
  })
}

/** A line has its name above it. */
const LINE = 40
const NAME = 14
const MIDDLE = 27

/** How often each came true, with the interval in which the true share lies. */
export function ratesPlot(title: string, rates: readonly (Rate & { readonly name: string })[]): Markup {
  const end = rates.length * LINE
  const x = scaleLinear().domain([0, 1]).range([2, 98])
  const ticks = x.ticks(5).map((tick) => ({ at: round(x(tick)), text: `${Math.round(tick * 100)} %` }))
  return chart(
    { title, height: end + 26, kind: 'plot' },
    html`${vertical(ticks, { top: 0, bottom: end })}
${rates.map(({ name, hits, of, low, high }, index) => {
  const [words, middle] = [index * LINE + NAME, index * LINE + MIDDLE]
  return html`<text class="lane" x="0" y="${words}">${shortened(name)}</text>
<text class="tick" x="100%" y="${words}" text-anchor="end">${hits} of ${of}</text>
<line class="interval" x1="${round(x(low))}%" x2="${round(x(high))}%" y1="${middle}" y2="${middle}"/>
<circle class="dot" cx="${round(x(of === 0 ? 0 : hits / of))}%" cy="${middle}" r="6"><title>${name}: ${hits} of ${of}</title></circle>`
})}`,
  )
}

/** How long each run took to its verdict, by the day on which it began. */
export function durationsPlot(durations: Statistics['durations']): Markup {
  const times = durations.map(({ at }) => at)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const x = scaleUtc()
    .domain([first - 3_600_000, last + 3_600_000])
    .range([LEFT_PERCENT, 99])
  const highest = Math.max(1, ...durations.map(({ minutes }) => minutes))
  const y = scaleLinear().domain([0, highest]).nice(TICKS).range([BOTTOM, TOP])
  const format = x.tickFormat(4, timeFormat(last - first))
  return chart(
    { title: 'Time from the beginning of a run to its verdict', height: HEIGHT, kind: 'plot' },
    html`${horizontal(y.ticks(TICKS).map((tick) => ({ y: round(y(tick)), text: timeText(tick, highest) })))}
${x.ticks(4).map((tick) => below({ at: round(x(tick)), text: format(tick) }, BOTTOM))}
${durations.map(
  ({ at, minutes, run }) =>
    html`<circle class="dot" cx="${round(x(at))}%" cy="${round(y(minutes))}" r="5"><title>${run}: ${minutes.toFixed(1)} min</title></circle>`,
)}`,
  )
}

/** Of a few minutes, in seconds. */
function timeText(minutes: number, highest: number): string {
  return highest < 5 ? `${Math.round(minutes * 60)} s` : `${minutes} min`
}

/** In figures, as everywhere else: hours of one day, of some days, or days alone. */
function timeFormat(span: number): string {
  if (span < DAY) return '%H:%M'
  return span < 7 * DAY ? '%m-%d %H:%M' : '%m-%d'
}

const DAY = 86_400_000
