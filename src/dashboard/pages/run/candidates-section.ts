import { html } from 'hono/html'
import { competitors } from '../../../domain/candidate/competitor.ts'
import { takenBy } from '../../../domain/issue/aftermath.ts'
import type { RunOverview } from '../../../domain/run/run-overview.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { formatDiff, formatSeconds } from '../../../messages/numbers.ts'
import { candidateWords } from '../../../messages/operator/run-state.ts'
import { dollars, thousands } from '../../../messages/reasons/budget.ts'
import { runPageAddress } from '../../../messages/run-page-address.ts'
import { inline, type MarkdownContext, sentenceOf } from '../../markup/markdown.ts'
import type { Markup } from '../../markup/markup.ts'
import type { Section } from './section.ts'

/** Who competes, and how far each is. */
export const candidatesSection: Section = ({ run, repositoryUrl }, now) => {
  const { speculation, candidates } = run
  const hasPatches = candidates.some(({ attempt }) => attempt?.outcome?.kind === 'patch')
  const cards = candidates.map((candidate) => card(run, candidate, { now, repositoryUrl }))
  return {
    id: 'candidates',
    title: 'Candidates',
    content: html`<ul class="cards columns">${cards}</ul>
${hasPatches ? html`<p><a href="${runPageAddress(speculation.id)}/patches">The patches beside each other</a></p>` : ''}`,
  }
}

type Candidate = RunOverview['candidates'][number]

function card(
  run: RunOverview,
  candidate: Candidate,
  { now, ...context }: MarkdownContext & { readonly now: string },
): Markup {
  const { speculation, winner } = run
  const { verdict } = speculation
  const ready = takenBy(speculation.choices)?.candidate ?? winner
  const { id, by, attempt, row } = candidate
  const competitor = competitors(speculation).find((one) => one.id === id)
  const isRunning = attempt?.status === 'running'
  return html`<li class="card${id === ready ? ' winner' : ''}"><h3><code>${id}</code>${competitor ? html` <small>${competitor.tag}</small>` : ''}</h3>
<p class="state">${inline(candidateWords(run, candidate, now), context)}</p>
${row && row.phase === 'judged' && row.result !== 'promote' && verdict ? html`<p>${sentenceOf(row.reason, context)}</p>` : ''}
${isRunning && attempt.progress ? html`<p class="quiet">It says: ${inline(codeSpan(attempt.progress, 200), context)}</p>` : ''}
${competitor ? html`<p>${inline(codeSpan(competitor.strategy, 300), context)}</p>` : ''}
<p class="quiet">By ${by}${factsOf(candidate).map((fact) => html` · <span class="fact">${fact}</span>`)}</p></li>`
}

function factsOf({ attempt, row }: Candidate): readonly string[] {
  const patch = attempt?.outcome?.kind === 'patch' ? attempt.outcome : undefined
  const usage = attempt?.outcome?.usage
  return [
    ...(patch ? [`${formatDiff(patch.patch.insertions, patch.patch.deletions)} lines`] : []),
    ...(row?.risk ? [`risk ${row.risk.level}`] : []),
    ...(usage ? [formatSeconds(row?.seconds ?? usage.seconds)] : []),
    ...(row?.tokens === undefined ? [] : [`${thousands(row.tokens)} tokens`]),
    ...(row?.usd === undefined ? [] : [dollars(row.usd)]),
  ]
}
