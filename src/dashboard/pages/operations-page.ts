import { html } from 'hono/html'
import type { DeadLetter } from '../../adapters/storage/jobs/operator/dead-letters.ts'
import type { InstallationUse } from '../../adapters/storage/jobs/operator/installation-limits.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { count, formatTime } from '../../messages/numbers.ts'
import { QUEUES } from '../../messages/operator/queues.ts'
import { jobRows, subjectOf } from '../../messages/terminal/jobs-list.ts'
import type { Viewer } from '../access/viewer.ts'
import { inline } from '../markup/markdown.ts'
import type { Markup } from '../markup/markup.ts'
import { wide } from '../markup/wide.ts'
import type { Operations } from '../reading/read-operations.ts'
import { frame } from './frame.ts'

/** The queue, what failed for good and can be tried again, and what is left of GitHub's limits. */
export function operationsPage(
  { queues, failed, installations, workers }: Operations,
  {
    viewer,
    now,
    said,
  }: { readonly viewer: Viewer; readonly now: string; readonly said?: string | undefined },
): Markup {
  const [headings = [], ...rows] = jobRows(queues)
  const content = html`<h1>Operations</h1>
${said === undefined ? '' : html`<p class="said" role="status">${said}</p>`}
<section aria-labelledby="queue"><h2 id="queue">Queue</h2>
${rows.length === 0 ? html`<p>No jobs.</p>` : html`${table('Queue', headings.map(capital), rows)}<p class="quiet">${inline(QUEUES, {})}</p>`}</section>
<section aria-labelledby="failed"><h2 id="failed">Failed for good</h2>
${failed.length === 0 ? html`<p>No job has failed for good.</p>` : html`<ul class="cards">${failed.map((job) => card(job, viewer))}</ul>`}</section>
<section aria-labelledby="limits"><h2 id="limits">GitHub's limits</h2>
${
  installations.length === 0
    ? html`<p>No request to GitHub was counted in the last hour. A demo counts none.</p>`
    : table(
        'Limits by installation',
        [
          'Installation',
          'REST in this hour',
          'GraphQL in this hour',
          'Created within an hour',
          'Under way',
          'Waits until',
        ],
        installations.map((one) => cellsOf(one, Date.parse(now))),
      )
}</section>
<section aria-labelledby="workers"><h2 id="workers">Workers</h2>
${
  workers.length === 0
    ? html`<p>No separate worker was heard of in the last minutes. A process that does everything by itself does not announce itself.</p>`
    : html`<ul>${workers.map(({ named, runnable }) => html`<li>${runnable.length === 0 ? 'runs no agent' : `runs ${runnable.join(', ')}`}${named.length > runnable.length ? `; named, and not runnable there: ${named.filter((name) => !runnable.includes(name)).join(', ')}` : ''}</li>`)}</ul>`
}</section>`
  return frame({ title: 'Operations', current: 'operations', viewer }, content)
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

function table(label: string, headings: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return wide(
    label,
    html`<table><thead><tr>${headings.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`,
  )
}

function card(job: DeadLetter, { formKey }: Viewer): Markup {
  const { id, failedAt, tries, reason } = job
  const subject = subjectOf(job)
  const form = (act: string, words: string) =>
    html`<form method="post" action="/operations/${act}"><input type="hidden" name="key" value="${formKey}"><button name="id" value="${id}" aria-label="${words}: ${subject}">${words}</button></form>`
  return html`<li class="card"><h3>${subject}</h3>
<p class="quiet">Failed ${formatTime(failedAt)}, after ${count(tries, 'try', 'tries')}</p>
<p>${inline(codeSpan(reason, 1_000), {})}</p>
<div class="acts">${form('redrive', 'Try again')}${form('drop', 'Remove')}</div></li>`
}

function cellsOf(
  { installation, hour, creations, atOnce, closedUntil }: InstallationUse,
  now: number,
): readonly string[] {
  const part = (one: InstallationUse['hour']['core']) => {
    if (!one || one.resetsAt < now) return '—'
    return `${one.used} of ${one.limit}`
  }
  const until = closedUntil > now ? (formatTime(new Date(closedUntil).toISOString()) ?? '') : '—'
  return [installation, part(hour.core), part(hour.graphql), String(creations), String(atOnce), until]
}
