import { html } from 'hono/html'
import { formatSeconds, formatTime, secondsBetween } from '../../../messages/numbers.ts'
import { waitsFor } from '../../../messages/operator/run-state.ts'
import { amountsText } from '../../../messages/reasons/budget.ts'
import { runPageAddress } from '../../../messages/run-page-address.ts'
import type { Viewer } from '../../access/viewer.ts'
import { sentenceOf } from '../../markup/markdown.ts'
import type { Markup } from '../../markup/markup.ts'
import { unturned } from '../../markup/unturned.ts'
import type { RunReport } from '../../reading/read-run.ts'
import { frame } from '../frame.ts'
import { phaseBadge } from '../phase-badge.ts'
import { stateSentence } from '../state-sentence.ts'
import { attemptsSection } from './attempts-section.ts'
import { briefsSection } from './briefs-section.ts'
import { candidatesSection } from './candidates-section.ts'
import { checklistSection } from './checklist-section.ts'
import { checksSection } from './checks-section.ts'
import { logSection } from './log-section.ts'
import { proofSection } from './proof-section.ts'
import { reviewsSection } from './reviews-section.ts'
import { scoreboardSection } from './scoreboard-section.ts'
import type { Section } from './section.ts'
import { timelineSection } from './timeline-section.ts'

/** All that is known of one run, from what GitHub was told to what only the log has. */
export function runPage(
  report: RunReport,
  { viewer, now }: { readonly viewer: Viewer; readonly now: string },
): Markup {
  const { run, version } = report
  const { id, snapshot } = run.speculation
  const sections = SECTIONS.flatMap((section) => section(report, now) ?? [])
  const content = html`${heading(report, now)}
<nav class="inner" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(
  ({ id, title, content }) =>
    html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>
`,
)}`
  const live = { events: `${runPageAddress(id)}/events`, version }
  return frame({ title: `${unturned(snapshot.title)} · ${id}`, current: 'runs', viewer, live }, content)
}

/** In the order in which they are read; one that has nothing to show is left out. */
const SECTIONS: readonly Section[] = [
  candidatesSection,
  timelineSection,
  checklistSection,
  scoreboardSection,
  checksSection,
  proofSection,
  reviewsSection,
  briefsSection,
  attemptsSection,
  logSection,
]

function heading({ run, repositoryUrl }: RunReport, now: string): Markup {
  const { speculation, spent, endedAt } = run
  const { issue, snapshot, startedAt, trigger, base } = speculation
  const context = { repositoryUrl }
  const took = secondsBetween(startedAt, endedAt ?? now)
  const used = amountsText(spent)
  const waits = waitsFor(run, now)
  return html`<div class="head"><h1>${unturned(snapshot.title)}</h1>${phaseBadge(run.phase)}</div>
<p class="quiet"><a href="${repositoryUrl}/issues/${issue.number}" rel="noreferrer">${issue.owner}/${issue.repo}#${issue.number}</a>, run ${speculation.run}, started by ${trigger.actor} (${trigger.role}) at ${formatTime(startedAt)} from <code>${base.branch}</code> at <code>${base.commit.slice(0, 12)}</code>${took === undefined ? '' : `; ${endedAt === undefined ? 'under way for' : 'took'} ${formatSeconds(took)}`}${used === '' ? '' : `; used ${used}`}</p>
<p class="state">${stateSentence(run, context)}</p>
${waits === undefined ? '' : html`<p>${sentenceOf(`waits for ${waits}`, context)}</p>`}`
}
