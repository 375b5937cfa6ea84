import { html } from 'hono/html'
import { type Attempt, usedAmounts } from '../../../domain/candidate/attempt.ts'
import { formatSeconds, formatTime } from '../../../messages/numbers.ts'
import { amountsText, dollars, thousands } from '../../../messages/reasons/budget.ts'
import { attemptFailureReason } from '../../../messages/reasons/reasons.ts'
import { runPageAddress } from '../../../messages/run-page-address.ts'
import { budgetRules } from '../../../messages/scoreboard/scoreboard-budget.ts'
import { costRows } from '../../../messages/scoreboard/scoreboard-cost.ts'
import { inline, markdown, sentenceOf } from '../../markup/markdown.ts'
import type { Markup } from '../../markup/markup.ts'
import { wide } from '../../markup/wide.ts'
import type { RunReport } from '../../reading/read-run.ts'
import type { Section } from './section.ts'

/** Everything that was started, with what it cost, and what agents asked their models. */
export const attemptsSection: Section = (report) => {
  const { attempts } = report.run
  if (attempts.length === 0) return undefined
  return {
    id: 'cost',
    title: 'Attempts and cost',
    content: html`${wide(
      'Attempts',
      html`<table><thead><tr>${HEADINGS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${attempts.map((attempt) => row(attempt, report))}</tbody></table>`,
    )}
${totals(report)}
${report.transcripts.size === 0 ? html`<p class="quiet">No transcript of this run is kept on this machine: they are kept for 30 days, where agents work with a model through the gateway.</p>` : ''}`,
  }
}

const HEADINGS = ['Of', 'By', 'Task', 'Began', 'Took', 'Tokens', 'Cost', 'Came to', 'Transcript']

function row(attempt: Attempt, { run, transcripts }: RunReport): Markup {
  const { candidate, number, toolchain, task, startedAt, outcome } = attempt
  const { tokens, usd } = outcome ? usedAmounts(outcome.usage) : {}
  const isKept = transcripts.has(`${candidate}.${number}`)
  const address = `${runPageAddress(run.speculation.id)}/transcripts/${candidate}/${number}`
  return html`<tr><td><code>${candidate}</code>${number > 1 ? ` (${number})` : ''}</td><td>${toolchain}</td><td>${task.kind}</td><td>${startedAt === undefined ? '—' : (formatTime(startedAt) ?? '')}</td><td>${outcome ? formatSeconds(outcome.usage.seconds) : '—'}</td><td>${tokens === undefined ? '—' : thousands(tokens)}</td><td>${usd === undefined ? '—' : dollars(usd)}</td><td>${result(attempt)}</td><td>${isKept ? html`<a href="${address}" aria-label="read the transcript of ${candidate}, attempt ${number}">read</a>` : '—'}</td></tr>`
}

function result({ status, outcome }: Attempt): Markup {
  if (!outcome) return html`${status}`
  if (outcome.kind !== 'failure') return html`${outcome.kind}`
  return html`${inline(attemptFailureReason(outcome), {})}`
}

function totals({ run, view }: RunReport): Markup {
  if (!view) {
    const spent = amountsText(run.spent)
    return html`<p>${spent === '' ? 'Nothing was used yet.' : `Used so far: ${spent}.`}</p>`
  }
  const lines = [
    '| Cost of | Agent | Tokens | Required checks |',
    '| --- | --- | --- | --- |',
    ...costRows(view).map(({ of, agent, tokens, checks }) => `| ${of} | ${agent} | ${tokens} | ${checks} |`),
  ]
  return html`${markdown(lines.join('\n'), {})}<ul>${budgetRules(view).map((rule) => html`<li>${sentenceOf(rule, {})}</li>`)}</ul>`
}
