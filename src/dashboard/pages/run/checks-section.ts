import { html } from 'hono/html'
import type { Row } from '../../../domain/judgement/row.ts'
import { CHECK_STATUS_TEXT, checkStatus } from '../../../messages/checks/check-status.ts'
import { checkUrl } from '../../../messages/checks/check-url.ts'
import { candidateDetails } from '../../../messages/scoreboard/candidate-details.ts'
import type { DetailLevel, ScoreboardView } from '../../../messages/scoreboard/scoreboard-view.ts'
import { inline, type MarkdownContext, markdown } from '../../markup/markdown.ts'
import type { Markup } from '../../markup/markup.ts'
import { unturned } from '../../markup/unturned.ts'
import { wide } from '../../markup/wide.ts'
import type { Section } from './section.ts'

/** As much as there is: a page has more room than a comment. */
const ALL: DetailLevel = {
  details: true,
  rationale: 4_000,
  checks: 1_000,
  checkDetail: 4_000,
  files: 1_000,
  gates: 100,
  sentence: 4_000,
  issueText: 0,
  testText: 0,
}

/** What every required check said of everybody, and then each candidate with all of its evidence. */
export const checksSection: Section = ({ view, repositoryUrl }) => {
  if (!view) return undefined
  const { rows } = view.scoreboard
  const names = [...new Set(rows.flatMap(({ checks }) => checks.map(({ check }) => check)))]
  const table = html`${wide(
    'Checks of all candidates',
    html`<table><thead><tr><th scope="col">Check</th>${rows.map(({ candidate }) => html`<th scope="col"><code>${candidate}</code></th>`)}</tr></thead>
<tbody>${names.map((name) => html`<tr><th scope="row"><code>${unturned(name)}</code></th>${rows.map((row) => cell(row, name, view))}</tr>`)}</tbody></table>`,
  )}`
  return {
    id: 'checks',
    title: 'Evidence',
    content: html`${names.length > 0 ? table : ''}
${rows.map((row) => details(row, view, { repositoryUrl }))}`,
  }
}

const SIGNS: Readonly<Record<string, string>> = { passed: '✓', failed: '✗', 'timed-out': '✗' }

function cell(row: Row, name: string, { repositoryUrl, decision }: ScoreboardView): Markup {
  const check = row.checks.find((one) => one.check === name)
  if (!check) return html`<td>—</td>`
  const status = checkStatus(check, row, decision.kind !== 'wait')
  const word = check.notRequired ? 'not required' : CHECK_STATUS_TEXT[status]
  const sign = check.notRequired ? '' : (SIGNS[status] ?? '')
  const url = checkUrl(check, repositoryUrl)
  return html`<td class="check ${status}">${sign} ${url === undefined ? word : html`<a href="${url}" rel="noreferrer">${word}</a>`}</td>`
}

function details(row: Row, view: ScoreboardView, context: MarkdownContext): Markup {
  const { facts, parts, checks, gates, rationale } = candidateDetails({ row, view, level: ALL })
  const lines = [
    ...facts.map((fact) => `- ${fact}`),
    '',
    ...tableOf(
      ['Check', 'Verdict', 'Why'],
      checks.map(({ name, verdict, why }) => [name, verdict, why]),
    ),
    ...gates.map((gate) => `- ${gate}`),
    '',
    ...tableOf(
      ['Part of the score', 'Points', 'Why'],
      parts.map(({ name, points, explanation }) => [name, points, explanation]),
    ),
    ...(rationale === '' ? [] : ['What the agent says about it (self-reported):', '', rationale]),
  ]
  const reason = inline(row.reason, context)
  return html`<details id="evidence-${row.candidate}"><summary><code>${row.candidate}</code>: ${reason}</summary>
${markdown(lines.join('\n'), context)}</details>`
}

function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return rows.length === 0 ? [] : [line(heading), line(heading.map(() => '---')), ...rows.map(line), '']
}
