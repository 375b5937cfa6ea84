import { html } from 'hono/html'
import type { Attempt } from '../../../domain/candidate/attempt.ts'
import type { ReviewFinding } from '../../../domain/judgement/review.ts'
import { reviewerText } from '../../../messages/reasons/reviewer-text.ts'
import { inline } from '../../markup/markdown.ts'
import type { Markup } from '../../markup/markup.ts'
import { unturned } from '../../markup/unturned.ts'
import type { Section } from './section.ts'

/** What agents said of each other's patches, without knowing whose they were. */
export const reviewsSection: Section = ({ run }) => {
  const reviews = run.attempts.flatMap(review)
  if (reviews.length === 0) return undefined
  return { id: 'reviews', title: 'Reviews', content: html`<ul class="cards">${reviews}</ul>` }
}

function review({ candidate, toolchain, task, outcome }: Attempt): Markup[] {
  if (task.kind !== 'review' || outcome?.kind !== 'review') return []
  const { verdict, summary, findings } = outcome.review
  const said = inline(reviewerText({ toolchain, verdict, findings: findings.length }), {})
  return [
    html`<li class="card"><h3>${said}: <code>${candidate}</code></h3>
${summary === '' ? '' : html`<p class="foreign">${unturned(summary)}</p>`}
${findings.length === 0 ? '' : html`<ul>${findings.map(finding)}</ul>`}</li>`,
  ]
}

function finding({ path, line, text }: ReviewFinding): Markup {
  return html`<li><code>${unturned(path)}${line === undefined ? '' : `:${line}`}</code> <span class="foreign">${unturned(text)}</span></li>`
}
