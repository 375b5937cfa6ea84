import { html } from 'hono/html'
import type { RunPhase } from '../../domain/run/run-overview.ts'
import type { Markup } from '../markup/markup.ts'

/** How far a run has come, in a word, which its colour only repeats. */
export function phaseBadge(phase: RunPhase): Markup {
  const [word, kind] = BADGES[phase]
  return html`<span class="badge ${kind}">${word}</span>`
}

const BADGES = {
  planning: ['planning', 'active'],
  writing: ['writing', 'active'],
  checking: ['being judged', 'active'],
  proving: ['tests run on all', 'active'],
  distinguishing: ['telling two apart', 'active'],
  reviewing: ['being reviewed', 'active'],
  applying: ['decided', 'active'],
  promoted: ['promoted', 'good'],
  escalated: ['for a human', 'human'],
  'taken-back': ['taken back', 'human'],
  'set-aside': ['set aside', 'over'],
  ended: ['ended', 'over'],
} as const satisfies Record<RunPhase, readonly [string, string]>
