import { html } from 'hono/html'
import { count } from '../../messages/numbers.ts'
import { dollars } from '../../messages/reasons/budget.ts'
import type { Viewer } from '../access/viewer.ts'
import { durationsPlot, END_WORDS, ratesPlot, weeksPlot } from '../charts/plots.ts'
import type { Markup } from '../markup/markup.ts'
import { wide } from '../markup/wide.ts'
import { ENDS, type Rate, type Statistics } from '../reading/statistics-of.ts'
import { frame } from './frame.ts'

/** What the runs that the viewer may see come to. */
export function statisticsPage(statistics: Statistics, viewer: Viewer): Markup {
  const { runs, durations, costs, people, toolchains, strategies } = statistics
  const content = html`<h1>Statistics</h1>
${
  runs === 0
    ? html`<p>There are no runs yet.</p>`
    : html`<p>Of the last ${count(runs, 'run')}${durations.length < runs ? `, ${durations.length} with a verdict` : ''}. ${medianSentence(durations)} ${costSentence(costs)} ${peopleSentence(people)}</p>
${weeksSection(statistics)}
${rateSection('By agent', 'Candidates that an agent wrote, and how many of them were promoted. The line shows where the true share lies, with 95 % confidence.', toolchains)}
${rateSection('By strategy', 'The same by the name of the candidate.', strategies)}
${durations.length === 0 ? '' : section('duration', 'How long a verdict takes', html`${wide('How long a verdict takes', durationsPlot(durations))}`)}`
}`
  return frame({ title: 'Statistics', current: 'statistics', viewer }, content)
}

function weeksSection({ weeks }: Statistics): Markup {
  const heading = html`<tr><th scope="col">Week of</th>${ENDS.map((end) => html`<th scope="col">${END_WORDS[end]}</th>`)}</tr>`
  const rows = weeks.map(
    ({ week, ends }) =>
      html`<tr><th scope="row">${week}</th>${ENDS.map((end) => html`<td>${ends[end]}</td>`)}</tr>`,
  )
  return section(
    'weeks',
    'How runs end',
    html`${wide('How runs end', weeksPlot(weeks))}
<ul class="legend">${ENDS.map((end) => html`<li><span class="swatch end ${end}"></span>${END_WORDS[end]}</li>`)}</ul>
<details id="weeks-table"><summary>As a table</summary>${wide('How runs end, as a table', html`<table><thead>${heading}</thead><tbody>${rows}</tbody></table>`)}</details>`,
  )
}

function rateSection(title: string, words: string, rates: readonly Rate[]): Markup {
  if (rates.length === 0) return html``
  const rows = rates.map(
    ({ name, hits, of, from, to }) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${hits} of ${of}</td><td>${percent(hits / of)}</td><td>${percent(from)} to ${percent(to)}</td></tr>`,
  )
  const id = title.toLowerCase().replaceAll(' ', '-')
  return section(
    id,
    title,
    html`<p>${words}</p>${wide(title, ratesPlot(title, rates))}
<details id="${id}-table"><summary>As a table</summary>${wide(`${title}, as a table`, html`<table><thead><tr><th scope="col">Name</th><th scope="col">Promoted</th><th scope="col">Share</th><th scope="col">Lies between</th></tr></thead><tbody>${rows}</tbody></table>`)}</details>`,
  )
}

function section(id: string, title: string, content: Markup): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function medianSentence(durations: Statistics['durations']): string {
  const sorted = durations.map(({ minutes }) => minutes).toSorted((one, other) => one - other)
  const median = sorted[Math.floor(sorted.length / 2)]
  return median === undefined ? '' : `Half of the verdicts took at most ${median.toFixed(1)} minutes.`
}

function costSentence({ runs, usd }: Statistics['costs']): string {
  return runs === 0
    ? ''
    : `${count(runs, 'run')} whose money was counted cost ${dollars(usd)}, ${dollars(usd / runs)} each.`
}

function peopleSentence({ merged, turnedDown }: Statistics['people']): string {
  return merged + turnedDown === 0
    ? ''
    : `People merged ${count(merged, 'winner')} and turned ${turnedDown} down.`
}
