import { html } from 'hono/html'
import type { RunOverview } from '../../domain/run/run-overview.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { count, formatSeconds, formatTime, secondsBetween } from '../../messages/numbers.ts'
import { waitsFor } from '../../messages/operator/run-state.ts'
import { amountsText } from '../../messages/reasons/budget.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import type { Viewer } from '../access/viewer.ts'
import { inline, sentenceOf } from '../markup/markdown.ts'
import type { Markup } from '../markup/markup.ts'
import { unturned } from '../markup/unturned.ts'
import { frame } from './frame.ts'
import { phaseBadge } from './phase-badge.ts'
import { candidateWords, stateSentence } from './run-words.ts'

export interface RunList {
  readonly runs: readonly RunOverview[]
  readonly isOpenOnly: boolean
  readonly repository: string | undefined
  /** There are more, which began earlier. */
  readonly isCut: boolean
  readonly version: string
}

/** Every run that the viewer may see, with how far each has come. */
export function runsPage(
  list: RunList,
  { viewer, now, githubUrl }: { readonly viewer: Viewer; readonly now: string; readonly githubUrl: string },
): Markup {
  const { runs, repository, isOpenOnly, isCut, version } = list
  const events = `/runs/events${queryOf(list)}`
  const content = html`<h1>Runs${repository === undefined ? '' : html` of ${repository}`}</h1>
<p class="filters">${[false, true].map(
    (open) =>
      html`<a href="/runs${queryOf({ isOpenOnly: open, repository })}"${open === isOpenOnly ? html` aria-current="true"` : ''}>${open ? 'Under way' : 'All'}</a>`,
  )}${repository === undefined ? '' : html`<a href="/runs${queryOf({ isOpenOnly, repository: undefined })}">All repositories</a>`}</p>
${runs.length === 0 ? html`<p class="empty">${isOpenOnly ? 'No run is under way.' : 'There are no runs yet. One begins when somebody with write access puts the label speculate on an issue.'}</p>` : html`<ul class="cards">${runs.map((run) => card(run, now, githubUrl))}</ul>`}
${isCut ? html`<p>Only the last ${count(runs.length, 'run')} to begin ${runs.length === 1 ? 'is' : 'are'} shown.</p>` : ''}`
  return frame({ title: 'Runs', current: 'runs', viewer, live: { events, version } }, content)
}

function queryOf({ isOpenOnly, repository }: Pick<RunList, 'isOpenOnly' | 'repository'>): string {
  const query = new URLSearchParams({
    ...(isOpenOnly && { state: 'open' }),
    ...withoutUndefined({ repository }),
  })
  return query.size === 0 ? '' : `?${query}`
}

function card(run: RunOverview, now: string, githubUrl: string): Markup {
  const { speculation, candidates, endedAt, spent } = run
  const { issue, snapshot, startedAt, trigger, id } = speculation
  const repository = `${issue.owner}/${issue.repo}`
  const waits = waitsFor(run, now)
  const took = secondsBetween(startedAt, endedAt ?? now)
  const used = amountsText(spent)
  const context = { repositoryUrl: `${githubUrl}/${repository}` }
  return html`<li class="card"><div class="head"><h2><a href="${runPageAddress(id)}">${unturned(snapshot.title)}</a></h2>${phaseBadge(run.phase)}</div>
<p class="quiet"><a href="/runs?repository=${encodeURIComponent(repository)}">${repository}</a> #${issue.number}, run ${speculation.run}, started by ${trigger.actor} ${formatTime(startedAt)}${took === undefined ? '' : `, ${endedAt === undefined ? 'for' : 'took'} ${formatSeconds(took)}`}${used === '' ? '' : `, used ${used}`}</p>
<p>${stateSentence(run, context)}</p>
${waits === undefined ? '' : html`<p class="quiet">${sentenceOf(`waits for ${waits}`, context)}</p>`}
<ul class="candidates">${candidates.map(
    (candidate) =>
      html`<li><code>${candidate.id}</code> ${candidateWords(run, candidate, { now, ...context })}${
        candidate.attempt?.status === 'running' && candidate.attempt.progress
          ? html` <span class="quiet">${inline(codeSpan(candidate.attempt.progress, 120), context)}</span>`
          : ''
      }</li>`,
  )}</ul></li>`
}
