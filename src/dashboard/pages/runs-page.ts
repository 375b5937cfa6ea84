import { html } from 'hono/html'
import { RUN_STATES, type RunState } from '../../adapters/storage/rows/finding/list-runs.ts'
import type { RunOverview } from '../../domain/run/run-overview.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { formatSeconds, formatTime, secondsBetween } from '../../messages/numbers.ts'
import { candidateWords, waitsFor } from '../../messages/operator/run-state.ts'
import { amountsText } from '../../messages/reasons/budget.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import type { Viewer } from '../access/viewer.ts'
import { END_WORDS } from '../charts/plots.ts'
import { inline, sentenceOf } from '../markup/markdown.ts'
import type { Markup } from '../markup/markup.ts'
import { unturned } from '../markup/unturned.ts'
import { frame } from './frame.ts'
import { phaseBadge } from './phase-badge.ts'
import { stateSentence } from './state-sentence.ts'

export interface RunList {
  readonly runs: readonly RunOverview[]
  /** Which ones were asked for; of each state or repository where undefined. */
  readonly state: RunState | undefined
  readonly repository: string | undefined
  /** Those that can be asked for. */
  readonly repositories: readonly string[]
  /** From 1. */
  readonly page: number
  /** There are more, which began earlier. */
  readonly hasEarlier: boolean
  readonly version: string
}

/** Every run that the viewer may see, with how far each has come. */
export function runsPage(
  list: RunList,
  { viewer, now, githubUrl }: { readonly viewer: Viewer; readonly now: string; readonly githubUrl: string },
): Markup {
  const { runs, repository, version } = list
  const above = html`<h1>Runs${repository === undefined ? '' : html` of ${repository}`}</h1>
${filters(list)}`
  const content = html`${runs.length === 0 ? nothing(list) : html`<ul class="cards">${runs.map((run) => card(run, now, githubUrl))}</ul>`}
${pages(list)}`
  const live = { events: `/runs/events${queryOf(list)}`, version }
  return frame({ title: 'Runs', current: 'runs', viewer, live, above }, content)
}

type Asked = Pick<RunList, 'state' | 'repository' | 'page'>

function queryOf({ state, repository, page }: Asked): string {
  const query = new URLSearchParams({
    ...withoutUndefined({ repository, state }),
    ...(page > 1 && { page: String(page) }),
  })
  return query.size === 0 ? '' : `?${query}`
}

/** It stands above what changes by itself, so that nothing that is being chosen is lost. */
function filters({ repositories, ...asked }: RunList): Markup {
  const { state, repository } = asked
  if (repositories.length === 0 && !isFiltered(asked)) return html``
  // One without runs can be asked for by its address.
  const names = [...new Set([...(repository === undefined ? [] : [repository]), ...repositories])].toSorted()
  const option = (value: string, words: string, chosen: string | undefined) =>
    html`<option value="${value}"${value === (chosen ?? '') ? html` selected` : ''}>${words}</option>`
  return html`<form class="filters" method="get" action="/runs" role="search" aria-label="Which runs are shown">
<label>Repository <select name="repository">${option('', 'all', repository)}${names.map((name) => option(name, name, repository))}</select></label>
<label>State <select name="state">${option('', 'all', state)}${RUN_STATES.map((one) => option(one, STATE_WORDS[one], state))}</select></label>
<button>Show</button>${isFiltered(asked) ? html` <a href="/runs">All runs</a>` : ''}
</form>`
}

const STATE_WORDS: Readonly<Record<RunState, string>> = { ...END_WORDS, 'set-aside': 'set aside' }

function isFiltered({ state, repository }: Omit<Asked, 'page'>): boolean {
  return state !== undefined || repository !== undefined
}

function nothing(asked: RunList): Markup {
  const none =
    'There are no runs yet. One begins when somebody with write access puts the label speculate on an issue.'
  return html`<p>${isFiltered(asked) || asked.page > 1 ? 'There are no such runs.' : none}</p>`
}

/** By their numbers; the first one has what began last. */
function pages({ hasEarlier, ...asked }: RunList): Markup {
  const { page } = asked
  if (page === 1 && !hasEarlier) return html``
  const link = (to: number, rel: string, words: string) =>
    html`<a href="/runs${queryOf({ ...asked, page: to })}" rel="${rel}">${words}</a>`
  return html`<nav class="pages" aria-label="More runs">${page > 1 ? link(page - 1, 'prev', 'Later runs') : ''} <span>Page ${page}</span> ${hasEarlier ? link(page + 1, 'next', 'Earlier runs') : ''}</nav>`
}

function card(run: RunOverview, now: string, githubUrl: string): Markup {
  const { speculation, candidates, endedAt, spent } = run
  const { issue, snapshot, startedAt, trigger, id } = speculation
  const repository = `${issue.owner}/${issue.repo}`
  const waits = waitsFor(run, now)
  const took = secondsBetween(startedAt, endedAt ?? now)
  const used = amountsText(spent)
  const context = { repositoryUrl: `${githubUrl}/${repository}` }
  return html`<li class="card" id="${id}"><div class="head"><h2><a href="${runPageAddress(id)}">${unturned(snapshot.title)}</a></h2>${phaseBadge(run.phase)}</div>
<p class="quiet"><a href="/runs?repository=${encodeURIComponent(repository)}">${repository}</a> #${issue.number}, run ${speculation.run}, started by ${trigger.actor} at ${formatTime(startedAt)}${took === undefined ? '' : `, ${endedAt === undefined ? 'for' : 'took'} ${formatSeconds(took)}`}${used === '' ? '' : `, used ${used}`}</p>
<p>${stateSentence(run, context)}</p>
${waits === undefined ? '' : html`<p class="quiet">${sentenceOf(`waits for ${waits}`, context)}</p>`}
<ul class="candidates">${candidates.map(
    (candidate) =>
      html`<li><code>${candidate.id}</code> ${inline(candidateWords(run, candidate, now), context)}${
        candidate.attempt?.status === 'running' && candidate.attempt.progress
          ? html` <span class="quiet">${inline(codeSpan(candidate.attempt.progress, 120), context)}</span>`
          : ''
      }</li>`,
  )}</ul></li>`
}
