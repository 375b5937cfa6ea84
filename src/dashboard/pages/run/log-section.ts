import { html } from 'hono/html'
import { count } from '../../../messages/numbers.ts'
import { renderWhy } from '../../../messages/terminal/why/render-why.ts'
import type { Markup } from '../../markup/markup.ts'
import type { RunReport } from '../../reading/read-run.ts'
import type { Section } from './section.ts'

const WIDTH = 110

/** The chain of the log, looked at anew for this page, and the story that it tells. */
export const logSection: Section = (report) => {
  const { entries } = report.log
  return {
    id: 'log',
    title: 'Log',
    content: html`${chain(report)}
<details id="story"><summary>The story that the log tells</summary>
<pre tabindex="0">${renderWhy(entries, undefined, WIDTH)}</pre></details>`,
  }
}

function chain({ log, run }: RunReport): Markup {
  const { entries, faults, lastHash } = log.report
  const again = html`<p class="quiet">Check it yourself: <code>speculate audit verify --run ${run.speculation.id}</code></p>`
  if (faults.length > 0)
    return html`<p class="bad">✗ The log was tampered with, so nothing below can be relied on:</p>
<ul>${faults.map(({ position, entry, what }) => html`<li>entry ${entry ?? position} ${what}</li>`)}</ul>${again}`
  return html`<p>✓ The log is unbroken: ${count(entries, 'entry', 'entries')}, each with the hash of the one before. The last hash is <code>${lastHash ?? 'none'}</code>.</p>${again}`
}
