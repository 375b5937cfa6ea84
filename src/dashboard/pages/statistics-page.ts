import { html } from 'hono/html'
import type { Learned, Pair, TrackRecord } from '../../domain/learning/learn.ts'
import { count, formatSeconds } from '../../messages/numbers.ts'
import { OUTCOME_WORDS } from '../../messages/outcome-words.ts'
import { rateText } from '../../messages/rate-text.ts'
import { dollars } from '../../messages/reasons/budget.ts'
import type { Viewer } from '../access/viewer.ts'
import { durationsPlot, END_WORDS, ratesPlot, weeksPlot } from '../charts/plots.ts'
import type { Markup } from '../markup/markup.ts'
import { wide } from '../markup/wide.ts'
import { ENDS, type Statistics } from '../reading/statistics-of.ts'
import { frame } from './frame.ts'

/** What the runs that the viewer may see come to. */
export function statisticsPage(statistics: Statistics, viewer: Viewer): Markup {
  const content = html`<h1>Statistics</h1>
${statistics.runs === 0 ? html`<p>There are no runs yet.</p>` : figures(statistics)}`
  return frame({ title: 'Statistics', current: 'statistics', viewer }, content)
}

function figures(statistics: Statistics): Markup {
  const { runs, durations, costs, learned } = statistics
  return html`<p>${runs === 1 ? 'One run' : `The last ${runs} runs`}${durations.length < runs ? `, ${durations.length} with a verdict` : ''}. ${medianSentence(durations)} ${costSentence(costs)}</p>
${weeksSection(statistics)}
${outcomesSection(learned)}
${recordsSection('By agent', 'Candidates that each agent wrote, and how many of them were promoted.', learned.toolchains)}
${recordsSection('By strategy', 'The same by the strategy that each candidate was to follow.', learned.strategies)}
${recordsSection('By kind of issue', 'The same by what competed (red: tests that fail at first, green: implementations, commit: refactorings) and the kind of work.', learned.kinds)}
${pairsSection(learned.pairs)}
${durations.length === 0 ? '' : section('duration', 'How long a verdict takes', durationsPlot(durations))}`
}

function weeksSection({ weeks }: Statistics): Markup {
  const rows = weeks.map(({ week, ends }) => [week, ...ENDS.map((end) => String(ends[end]))])
  return section(
    'weeks',
    'How runs end',
    html`${weeksPlot(weeks)}
<ul class="legend">${ENDS.map((end) => html`<li><span class="swatch end ${end}"></span>${END_WORDS[end]}</li>`)}</ul>
${asTable('weeks', 'How runs end', [['Week of', ...ENDS.map((end) => END_WORDS[end])], ...rows])}`,
  )
}

function outcomesSection({ runs, outcomes, reverted, revertedInPart }: Learned): Markup {
  if (runs === 0) return html``
  return section(
    'people',
    'What maintainers made of them',
    html`<dl>${OUTCOME_WORDS.map(([kind, words]) => html`<dt>${words}</dt><dd>${outcomes[kind]}</dd>`)}</dl>
${revertSentence({ reverted, revertedInPart })}`,
  )
}

/** What was merged lately may still be reverted, and is in no rate. */
function revertSentence({ reverted, revertedInPart }: Pick<Learned, 'reverted' | 'revertedInPart'>): Markup {
  const part = revertedInPart === 0 ? '' : html`${revertedInPart} of those reverted in part alone.`
  if (reverted.of === 0) return revertedInPart === 0 ? html`` : html`<p>${part}</p>`
  return html`<p>Of what was merged at least 30 days ago, ${rateText(reverted)} was reverted within 30 days. ${part}</p>`
}

const MOST = 12

function recordsSection(title: string, words: string, all: readonly TrackRecord[]): Markup {
  const records = all.slice(0, MOST)
  if (records.length === 0) return html``
  const id = title.toLowerCase().replaceAll(' ', '-')
  const rows = records.map(({ name, passed, chosen, kept }) => [
    name,
    ...[passed, chosen, kept].map(rateText),
  ])
  const plot = ratesPlot(
    `${title}: how many were promoted`,
    records.map(({ name, chosen }) => ({ name, ...chosen })),
  )
  return section(
    id,
    title,
    html`<p>${words} The line is the range in which the true share lies, with 95 % confidence.</p>${plot}
${asTable(id, title, [['Name', 'Passed every gate', 'Promoted', 'Merged or chosen by people, of those answered'], ...rows])}`,
  )
}

function pairsSection(pairs: readonly Pair[]): Markup {
  const useful = pairs.filter(({ either, better }) => either.hits > better.hits).slice(0, 5)
  if (useful.length === 0) return html``
  return section(
    'pairs',
    'Make up for each other',
    html`<ul>${useful.map(
      ({ names: [one, other], either, better }) =>
        html`<li><code>${one}</code> and <code>${other}</code>: one of them passed in ${rateText(either)}, the better alone in ${better.hits}</li>`,
    )}</ul>`,
  )
}

/** For who cannot see the picture, and for who wants the numbers. */
function asTable(id: string, label: string, [heading = [], ...rows]: readonly (readonly string[])[]): Markup {
  const table = html`<table><thead><tr>${heading.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`
  return html`<details id="${id}-table"><summary>As a table</summary>${wide(`${label}, as a table`, table)}</details>`
}

function section(id: string, title: string, content: Markup): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`
}

function medianSentence(durations: Statistics['durations']): string {
  const sorted = durations.map(({ minutes }) => minutes).toSorted((one, other) => one - other)
  const median = sorted[Math.floor(sorted.length / 2)]
  return median === undefined ? '' : `Half of the verdicts took at most ${formatSeconds(median * 60)}.`
}

function costSentence({ runs, usd }: Statistics['costs']): string {
  return runs === 0
    ? ''
    : `${count(runs, 'run')} whose money was counted cost ${dollars(usd)}, ${dollars(usd / runs)} each.`
}
