import { html } from 'hono/html'
import { formatSeconds } from '../../../messages/numbers.ts'
import { timelineChart } from '../../charts/timeline.ts'
import { wide } from '../../markup/wide.ts'
import { timelineOf } from '../../reading/timeline-of.ts'
import type { Section } from './section.ts'

/** Who did what when, as a picture and as a table. */
export const timelineSection: Section = ({ run }, now) => {
  const timeline = timelineOf(run, now)
  const { from, lanes } = timeline
  const rows = lanes.flatMap(({ name, spans }) => spans.map((span) => ({ lane: name, ...span })))
  if (rows.length === 0) return undefined
  return {
    id: 'timeline',
    title: 'Timeline',
    content: html`${timelineChart(timeline)}
<ul class="legend">${LEGEND.map(([kind, words]) => html`<li><span class="swatch ${kind}"></span>${words}</li>`)}</ul>
<details id="timeline-table"><summary>The timeline as a table</summary>
${wide(
  'The timeline as a table',
  html`<table><thead><tr><th scope="col">Of</th><th scope="col">What</th><th scope="col">Began after</th><th scope="col">Took</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><td>${row.lane}</td><td>${row.name}</td><td>${formatSeconds((row.from - from) / 1_000)}</td><td>${row.state === 'running' ? 'still at it, ' : ''}${formatSeconds((row.to - row.from) / 1_000)}</td></tr>`,
  )}</tbody></table>`,
)}</details>`,
  }
}

const LEGEND = [
  ['waiting', 'waits for a free place'],
  ['agent', 'an agent writes'],
  ['check', 'a check runs'],
  ['review', 'a review'],
  ['tests', 'tests of all on all'],
  ['failed', 'ended badly (outlined)'],
  ['mark', 'the verdict, and when it was carried out (dashed)'],
] as const
